/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { TestDoor } from '../../../src/assembly/main.ts'
import type { Parts } from '../../../src/assembly/main.ts'

test.group('The door of tests', () => {
  test('is closed outside of tests, however often one knocks', ({ assert }) => {
    const parts = { dependencies: { app: { inTest: false } } } as unknown as Parts
    for (let time = 0; time < 2; time++) {
      assert.throws(() => TestDoor.of(parts, {} as never), /set NODE_ENV=test/)
    }
  })
})
