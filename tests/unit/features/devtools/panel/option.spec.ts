/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { defineConfig } from '../../../../../src/define_config.ts'

test.group('The option for the devtools', () => {
  test('is on unless an application turns it off', ({ assert }) => {
    assert.isTrue(defineConfig({}).devtools)
    assert.isFalse(defineConfig({ devtools: false }).devtools)
    assert.throws(() => defineConfig({ devtools: 'no' as never }), /neither true nor false/)
  })
})
