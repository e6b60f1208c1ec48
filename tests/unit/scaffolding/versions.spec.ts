/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { isInRange } from '../../../src/scaffolding/versions.ts'

test.group('A version of a package', () => {
  test('{0} for {1}: {2}')
    .with([
      ['8.4.2', '^8.0.0', true],
      ['8.4.2', '^8.5.0', false],
      ['7.3.1', '^8.0.0', false],
      ['9.0.0', '^8.0.0', false],
      ['^7.3.1', '^8.0.0', false],
      ['~8.1.0', '^8.0.0', true],
      ['^8.0.0-next.4', '^8.5.0', true],
      ['7.0.3', '^6.1.0 || ^7.0.0', true],
      ['6.2.0', '^6.1.0 || ^7.0.0', true],
      ['6.0.9', '^6.1.0 || ^7.0.0', false],
      ['8.0.0', '^6.1.0 || ^7.0.0', false],
      ['latest', '^8.0.0', true],
      ['file:../core', '^8.0.0', true],
    ] as [string, string, boolean][])
    .run(({ assert }, [version, range, fits]) => {
      assert.equal(isInRange(version, range), fits)
    })
})
