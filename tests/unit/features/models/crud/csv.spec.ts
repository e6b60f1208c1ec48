/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { csvLine } from '../../../../../src/features/models/crud/csv.ts'

test.group('A line of CSV', () => {
  test('quotes what would end a cell: {0}')
    .with([
      ['a,b', '"a,b"'],
      ['say "hi"', '"say ""hi"""'],
      ['two\nlines', '"two\nlines"'],
      ['plain', 'plain'],
      ['', ''],
    ] as [string, string][])
    .run(({ assert }, [value, cell]) => assert.equal(csvLine([value]), `${cell}\r\n`))

  test('is no formula of a spreadsheet: {0}')
    .with(['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\tx', '\rx', '-', '+'])
    .run(({ assert }, value) => assert.match(csvLine([value]), /^"?'/))

  test('leaves numbers what they are, and makes JSON of objects', ({ assert }) => {
    const line = csvLine([1, -5, '-5.25', null, undefined, true, { a: 1 }, [1, 2]])
    assert.equal(line, '1,-5,-5.25,,,true,"{""a"":1}","[1,2]"\r\n')
  })
})
