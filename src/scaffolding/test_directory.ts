/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ApplicationService } from '@adonisjs/core/types'

/** Suites for tests of pages and states, which need no server. */
export const SUITES = ['functional', 'unit', 'browser', 'e2e']

/** The same for tests of pages whose sockets are open: starter kits start the server in these suites. */
export const SERVED_SUITES = ['functional', 'e2e', 'browser', 'unit']

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
