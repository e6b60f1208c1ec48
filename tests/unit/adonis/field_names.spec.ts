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

  test('refuses what leads into a file: {0}, {1}')
    .with([
      ['photo', 'photo.sizeLimit'],
      ['photo', 'photo[allowedExtensions][]'],
      ['photo', 'photo["tmp\\Path"]'],
      ['photo', 'photo[0].sizeLimit'],
      ['photos[]', 'photos[0].sizeLimit'],
      ['photos[]', 'photos.length'],
      ['rows[0].photo', 'rows.0.photo.errors'],
      ['rows[0].photo', "rows['0'].photo.errors"],
      // A field `album` between them makes a list of what the file is in
      ['album.photo', 'album[0].photo.sizeLimit'],
      ['0', '0.sizeLimit'],
      ['0', ']0.sizeLimit'],
      ['photo', 'photo.another'],
    ])
    .run(({ assert }, [file, name]) => {
      for (const isFile of [false, true]) {
        const names = new FieldNames()
        assert.isTrue(names.accepts(file, true))
        assert.isFalse(names.accepts(name, isFile))
      }
    })

  test('takes what stands beside a file: {0}, {1}')
    .with([
      ['photo', 'photo'],
      ['photos[]', 'photos[]'],
      ['photo', 'photo_title'],
      ['rows[0].photo', 'rows[0].title'],
      ['rows[0].photo', 'rows[1].photo'],
      ['rows[0].photo', 'rows'],
      ['0', 'title'],
    ])
    .run(({ assert }, [file, name]) => {
      const names = new FieldNames()
      assert.isTrue(names.accepts(file, true))
      assert.isTrue(names.accepts(name, true))
      assert.isTrue(names.accepts(name))
    })

  test('refuses all that lodash would set in a file', ({ assert }) => {
    const piece = fc.constantFrom('a', 'b', '0', '1', '.', '[', ']', '"', "'", '\\')
    const name = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(name, name, (file, field) => {
        const names = new FieldNames()
        if (!names.accepts(file, true)) return
        const [path, longer] = [file, field].map((each) => lodash.toPath(each.replace(/\[]$/, '')))
        const isIn = longer.length > path.length && path.every((step, at) => longer[at] === step)
        // An empty step or one of quotes sets nothing that a file has
        const isRead = longer.slice(path.length).some((step) => /[ab]/.test(step))
        if (isIn && isRead) assert.isFalse(names.accepts(field), `${file} ${field}`)
      }),
      { numRuns: 20_000 }
    )
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
