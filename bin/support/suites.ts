/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { TestSuite } from '@japa/runner/types'

/** The suites of the tests. A run of bin/test.ts takes one. */
export const suites: TestSuite[] = [
  { name: 'unit', files: 'tests/unit/**/*.spec.{ts,tsx}', timeout: 60_000 },
  {
    name: 'functional',
    files: ['tests/functional/**/*.spec.ts', 'demo/tests/functional/**/*.spec.ts'],
    timeout: 120_000,
  },
  { name: 'lab', files: 'tests/lab/tests/**/*.spec.ts', timeout: 60_000 },
  { name: 'attacks', files: 'tests/attacks/**/*.spec.ts', timeout: 180_000 },
  { name: 'fuzz', files: 'tests/fuzz/**/*.spec.ts', timeout: 60_000 },
  { name: 'cluster', files: 'tests/cluster/**/*.spec.ts', timeout: 180_000 },
  { name: 'proxies', files: 'tests/proxies/**/*.spec.ts', timeout: 120_000 },
  { name: 'site', files: 'tests/site/**/*.spec.ts', timeout: 60_000 },
  { name: 'kits', files: 'tests/kits/**/*.spec.ts', timeout: 300_000 },
  { name: 'browser', files: 'tests/browser/**/*.spec.ts', timeout: 120_000 },
]
