/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { recordOf, snapshotOf } from '../../../src/client/state_record.ts'
import type { StateSnapshot } from '../../../src/protocol/main.ts'

/** Everything that can be told of a state. */
const WHOLE: Required<StateSnapshot> = {
  v: { count: 2 },
  e: ['add', 'attach'],
  b: 3,
  k: { theme: 'l' },
  u: { attach: { file: { s: 1_000, e: ['pdf'] } } },
}

test.group('What a browser has of a state', () => {
  test('can be told again: {0}')
    .with([
      ['all of it', WHOLE],
      ['what each state has', { v: {}, e: [] }],
      ['files without a step', { v: { count: 0 }, e: ['attach'], u: WHOLE.u }],
    ] as [string, StateSnapshot][])
    .run(({ assert }, [, snapshot]) => {
      assert.deepEqual(snapshotOf(recordOf(snapshot)), snapshot)
    })
})
