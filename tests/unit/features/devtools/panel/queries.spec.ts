/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from '@japa/runner'
import {
  CallSites,
  lineIn,
  Repeats,
  shapeOf,
  Work,
} from '../../../../../src/features/devtools/panel/main.ts'

const ROOT = join(import.meta.dirname, 'shop')

test.group('Queries of the panel', () => {
  test('have the first line of the application in their stack', ({ assert }) => {
    const library = join(ROOT, 'node_modules', 'knex', 'lib', 'runner.js')
    const own = join(ROOT, 'app', 'states', 'cart state.ts')
    const outside = join(import.meta.dirname, 'elsewhere.ts')
    const stack = [
      'Error',
      '    at process.processTicksAndRejections (node:internal/process/task_queues:103:5)',
      `    at Runner.query (${library}:10:5)`,
      `    at ${outside}:3:1`,
      `    at async CartState.add (${pathToFileURL(own)}?hot-hook=7:12:9)`,
      `    at async ${join(ROOT, 'app', 'later.ts')}:99:1`,
    ].join('\n')
    assert.equal(lineIn(stack, ROOT), 'app/states/cart state.ts:12')
    assert.equal(lineIn(`Error\n    at async ${own}:7:1`, ROOT), 'app/states/cart state.ts:7')
    assert.isUndefined(lineIn(`Error\n    at ${library}:1:1`, ROOT))
  })

  test('have the line that runs, again and again', ({ assert }) => {
    const sites = new CallSites(import.meta.dirname)
    const before = Error.stackTraceLimit
    const lines: (string | undefined)[] = []
    for (let round = 0; round < 3; round++) lines.push(sites.current)
    const other = sites.current
    assert.match(lines[0] ?? '', /^queries\.spec\.ts:\d+$/)
    assert.lengthOf(new Set(lines), 1)
    assert.match(other ?? '', /^queries\.spec\.ts:\d+$/)
    assert.notEqual(other, lines[0])
    assert.isUndefined(new CallSites(join(import.meta.dirname, 'elsewhere')).current)
    // Errors of the application are as they were
    assert.equal(Error.stackTraceLimit, before)
    assert.isString(new Error('text').stack)
  })

  test('are the same with other values', ({ assert }) => {
    const shapes = [
      'select * from users where id in (?, ?, ?) and name = ?',
      'select * from users where id in (?, ?) and name = ?',
      "select * from users where id in (1, 2, 3, 4) and name = 'O''Brien'",
      'select * from users where id in ($1, $2) and name = $3',
    ].map(shapeOf)
    assert.lengthOf(new Set(shapes), 1)
    assert.notEqual(shapeOf('select * from users2 where id = ?'), shapes[0])
    assert.include(shapeOf('select * from users2'), 'users2')
  })

  test('are an N+1 from the third of one line on', ({ assert }) => {
    const repeats = new Repeats()
    const line = 'app/services/cart.ts:7'
    for (const id of [1, 2]) repeats.note(`select ${id}`, line)
    repeats.note('select 3', 'app/services/cart.ts:8')
    for (let index = 0; index < 9; index++) repeats.note('select 1', undefined)
    assert.deepEqual(repeats.found, [])
    repeats.note('select 3', line)
    assert.deepEqual(repeats.found, [{ sql: 'select 1', line, count: 3 }])
  })

  test('are counted beyond those that are kept', ({ assert }) => {
    const work = new Work('event', 'CartState.add')
    for (let index = 0; index < 1_000; index++) {
      const query = { sql: `select * from lines_${index} ${'x'.repeat(5_000)}`, values: '[]' }
      work.query(query, { connection: 'sqlite', sql: query.sql, bindings: [] })
    }
    const text = work.write(1)
    assert.isBelow(text.length, 250_000)
    const { queries = [], moreQueries } = JSON.parse(text) as { queries?: []; moreQueries: number }
    assert.equal(queries.length + moreQueries, 1_000)
  })
})
