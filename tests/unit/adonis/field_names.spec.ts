/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import lodash from '@poppinss/utils/lodash'
import fc from 'fast-check'
import { FieldNames } from '../../../src/adonis/field_names.ts'

test.group('Names of fields', () => {
  test('takes what forms have: {$self}')
    .with([
      'title',
      '',
      '_csrf',
      'tags[]',
      'orders[0].lines[1].note',
      'orders[0][lines][1][note]',
      'rows[48213].quantity',
      '2024',
      '99999999999',
      'ünï.çödé',
    ])
    .run(({ assert }, name) => {
      assert.isTrue(new FieldNames().accepts(name))
    })

  test('refuses what asks for too much: {$self}')
    .with([
      'a[4294967294]',
      'a.4294967294',
      'a[99999999999999999999]',
      'rows[0][1000000]',
      'a["4294967294"]',
      "a['4294967294']",
      'a["42949\\67294"]',
      'a[b]4294967294',
      'a]4294967294',
      '.4294967294',
      '[].4294967294',
    ])
    .run(({ assert }, name) => {
      assert.isFalse(new FieldNames().accepts(name))
    })

  test('refuses names that are too deep or too long', ({ assert }) => {
    for (const name of [`a${'.b'.repeat(32)}`, `a${'[b]'.repeat(32)}`, 'a'.repeat(1001)]) {
      assert.isFalse(new FieldNames().accepts(name))
    }
  })

  test('counts the entries of all lists of a form, and those of one list once', ({ assert }) => {
    const names = new FieldNames()
    for (let row = 0; row < 1000; row++) assert.isTrue(names.accepts(`rows[${500_000 + row}].name`))
    assert.isFalse(names.accepts('others[499999]'))
    assert.isTrue(new FieldNames().accepts('others[499999]'))
  })

  test('reads no shorter list and no fewer steps from a name than lodash, which sets its value', ({
    assert,
  }) => {
    const piece = fc.constantFrom('a', '42', '7', '.', '[', ']', '"', "'", '\\', '`', ' ', '0')
    const name = fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(name, (text) => {
        const path = lodash.toPath(text)
        if (path.length > 33) assert.isFalse(new FieldNames().accepts(text), text)
        // With a number that no list may have, in the place of those that make one
        const huge = text.replaceAll(/42|7|0/g, '4294967294')
        const asks = lodash
          .toPath(huge)
          .slice(1)
          .some((key) => /^\d{10,}$/.test(key))
        if (asks) assert.isFalse(new FieldNames().accepts(huge), huge)
      }),
      { numRuns: 5_000 }
    )
  })
})
