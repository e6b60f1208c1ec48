/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ApplicationService } from '@adonisjs/core/types'

/** Suites for tests of pages and states, the best first. */
const PREFERRED = ['functional', 'unit']

/**
 * Where a generated test goes.
 *
 * @returns undefined when the application has no suite of tests
 */
export function testDirectory(app: ApplicationService): string | undefined {
  const { suites } = app.rcFile.tests
  const suite =
    PREFERRED.map((name) => suites.find((candidate) => candidate.name === name)).find(Boolean) ??
    suites[0]
  return suite?.directories[0]
}
