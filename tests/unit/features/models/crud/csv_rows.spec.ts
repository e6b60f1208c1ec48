/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import {
  LONGEST_CELL,
  readCsv,
  separatorOf,
} from '../../../../../src/features/models/crud/csv_rows.ts'
import { csvLine } from '../../../../../src/features/models/crud/csv.ts'

const read = (text: string, most = 100) => readCsv(text, most, new AbortController().signal)
const cells = async (text: string) => (await read(text)).map((row) => row.cells)

test.group('Rows of CSV', () => {
  test('have commas, semicolons or tabs between their cells', async ({ assert }) => {
    for (const separator of [',', ';', '\t']) {
      const text = [
        ['a', 'b'].join(separator),
        ['1', '2,5;x'].map((cell) => `"${cell}"`).join(separator),
      ]
      assert.deepEqual(await cells(text.join('\n')), [
        ['a', 'b'],
        ['1', '2,5;x'],
      ])
    }
    assert.equal(separatorOf('"a;b;c",d\n1;2;3'), ',')
    assert.equal(separatorOf('alone'), ',')
  })

  test('end in CRLF or LF, and begin behind a byte order mark', async ({ assert }) => {
    assert.deepEqual(await cells('\uFEFFname,n\r\nTea,1\r\n'), [
      ['name', 'n'],
      ['Tea', '1'],
    ])
    assert.deepEqual(await cells('name\nTea\n\n\nMilk'), [['name'], ['Tea'], ['Milk']])
  })

  test('have quotes, and line breaks within them', async ({ assert }) => {
    const rows = await read('a,b\n"say ""x""","one\ntwo"\n\nlast,1')
    assert.deepEqual(rows, [
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['say "x"', 'one\ntwo'] },
      { line: 5, cells: ['last', '1'] },
    ])
    const crlf = await read('a,b\r\n"one\r\ntwo",2\r\n\r\nlast,1\r\n')
    assert.deepEqual(
      crlf.map(({ line }) => line),
      [1, 2, 5]
    )
  })

  test('are what an export has written', async ({ assert }) => {
    const values = ['Tea, "green"', 'one\r\ntwo', '-5', 'ü€😀', '']
    const expected = [...values]
    expected[1] = 'one\ntwo'
    assert.deepEqual(await cells(csvLine(values)), [expected])
  })

  test('that cannot be read are named by their line', async ({ assert }) => {
    const failing: [text: string, message: RegExp][] = [
      ['a,b\n1,"open\n2,3', /Line \d+ cannot be read: a quote is not closed/],
      ['a,b\n1,in "the" middle', /Line 2 cannot be read: there is a quote in the middle/],
      ['a,b\n"1"x,2', /Line 2 cannot be read: there is something behind the quotes/],
      [`a\n${'x'.repeat(LONGEST_CELL + 1)}`, /Line 2 cannot be read: a cell has more than/],
      [`a\n"${'x'.repeat(LONGEST_CELL * 11)}`, /Line \d+ cannot be read: it is too long/],
      [','.repeat(300), /Line 1 cannot be read: there are more than 200 columns/],
    ]
    for (const [text, message] of failing) await assert.rejects(() => read(text), message)
  })

  test('are no more than there may be', async ({ assert }) => {
    assert.lengthOf(await read('a\n1\n2', 2), 3)
    await assert.rejects(() => read('a\n1\n2\n3', 2), /The file may have 2 rows/)
  })

  test('are read while other work goes on, and no further once nobody wants them', async ({
    assert,
  }) => {
    const stop = new AbortController()
    const text = `a\n${'some text of a cell\n'.repeat(50_000)}`
    let turns = 0
    const timer = setInterval(() => turns++, 0)
    await readCsv(text, 60_000, stop.signal)
    clearInterval(timer)
    assert.isAbove(turns, 5)
    const reading = readCsv(text, 60_000, stop.signal)
    stop.abort(new Error('Enough'))
    await assert.rejects(() => reading, 'Enough')
  })
})
