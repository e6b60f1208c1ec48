/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JournalEnd, JournalEntry, ShownTest } from '../features/devtools/main.ts'
import type { Parts } from './parts.ts'

const TITLE = 'What was done in the browser'

/** Only says from where it would import. */
const FILE = 'tests/functional/session.spec.ts'

/**
 * Writes what a journal tells of as a test. The recorder is loaded for it when somebody asks.
 */
export async function sessionTest(
  { dependencies: { app, config } }: Parts,
  entries: readonly (JournalEntry | JournalEnd)[]
): Promise<ShownTest> {
  const { loadApplication, unplayedTest } = await import('../recorder/main.ts')
  const { Formatter } = await import('../scaffolding/main.ts')
  const application = await loadApplication(app, FILE, config.discovery)
  const { text, ...test } = unplayedTest(TITLE, entries, application)
  return { ...test, text: await new Formatter(app.makePath()).formatted(FILE, text) }
}
