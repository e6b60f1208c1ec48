/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ApplicationService } from '@adonisjs/core/types'

/** Suites for which Adonis' starter kits start the HTTP server, which a page needs. */
export const SUITES_WITH_SERVER = ['functional', 'browser', 'e2e']

/** Suites for tests of states, which need no server. */
export const SUITES_OF_STATES = ['functional', 'unit', 'browser', 'e2e']

/**
 * Where a generated test goes.
 *
 * @param names - suites that will do, the best first
 * @returns undefined when the application has none of them
 */
export function testDirectory(app: ApplicationService, names: string[]): string | undefined {
  const suites = new Map(app.rcFile.tests.suites.map((suite) => [suite.name, suite]))
  const name = names.find((candidate) => suites.has(candidate))
  return name === undefined ? undefined : suites.get(name)!.directories[0]
}
