/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Asks lists of 100,000 rows, as pages do
|--------------------------------------------------------------------------
|
| node --import=./bin/typescript_loader.ts benchmarks/lists_process.ts <connection>
|
| The server and its client are one process, so times have both. The last
| line that it prints is the figures as JSON.
|
*/

import 'reflect-metadata'
import type { AddressInfo } from 'node:net'
import { HttpBrowser } from '../tests/helpers/http_browser.ts'
import { bootLab, removeLabData } from '../tests/helpers/lab.ts'

const ROWS = 100_000
const CHUNK = 500
const ROUNDS = 40
const [, , connection = 'sqlite'] = process.argv

/** A question, as an event and as the address of a controller. */
type Question = [
  name: string,
  event: string,
  args: (round: number) => unknown[],
  query: (round: number) => string,
]

const QUESTIONS: Question[] = [
  ['a page', 'turn', (n) => [n + 1], (n) => `page=${n + 1}`],
  ['a page at the end', 'turn', (n) => [9_000 + n], (n) => `page=${9_000 + n}`],
  ['a search', 'search', (n) => [`Item 7${n}`], (n) => `search=Item 7${n}`],
  ['sorted by price', 'sort', () => ['price'], (n) => `sort=${n % 2 ? '-' : ''}price`],
  [
    'a filter',
    'filter',
    (n) => [{ status: n % 2 ? 'sold' : 'draft' }],
    (n) => `status=${n % 2 ? 'sold' : 'draft'}`,
  ],
]

function median(values: number[]): number {
  return values.sort((one, other) => one - other)[Math.floor(values.length / 2)]
}

await bootLab(async (app) => {
  const { default: db } = await import('@adonisjs/lucid/services/db')
  const { default: testUtils } = await import('@adonisjs/core/services/test_utils')
  const { default: Item } = (await import(app.makeURL('app/models/item.ts').href)) as {
    default: { connection?: string }
  }
  Item.connection = connection
  const schema = db.connection(connection).schema
  await schema.dropTableIfExists('lab_items')
  await schema.createTable('lab_items', (table) => {
    table.increments('id')
    table.integer('owner_id').index()
    table.string('name')
    table.integer('price')
    table.string('status')
    table.integer('cost')
    table.timestamp('updated_at')
    table.timestamp('deleted_at')
    table.index(['owner_id', 'deleted_at', 'price', 'id'])
    table.index(['owner_id', 'deleted_at', 'status', 'id'])
  })
  for (let from = 0; from < ROWS; from += CHUNK) {
    const rows = Array.from({ length: CHUNK }, (_, index) => ({
      owner_id: 1,
      name: `Item ${from + index}`,
      price: (from + index * 7_919) % 1_000,
      status: index % 2 ? 'sold' : 'draft',
    }))
    await db.connection(connection).insertQuery().table('lab_items').multiInsert(rows)
  }
  if (connection === 'postgres') {
    // What a search for a part of a text needs there, whoever asks
    await db.connection(connection).rawQuery('create extension if not exists pg_trgm')
    await db
      .connection(connection)
      .rawQuery('create index on lab_items using gin (name gin_trgm_ops)')
    await db.connection(connection).rawQuery('vacuum analyze lab_items')
  }
  const close = await testUtils.httpServer().start()
  const server = await app.container.make('server')
  const { port } = server.getNodeServer()!.address() as AddressInfo
  const browser = new HttpBrowser(`http://localhost:${port}`)
  await browser.signIn(1)

  const figures: [name: string, event: number, controller: number, bytes: number][] = []
  for (const [name, event, args, query] of QUESTIONS) {
    const tab = await browser.open('/live/items')
    await tab.hello()
    const times: [events: number[], requests: number[]] = [[], []]
    let bytes = 0
    for (let round = 0; round < ROUNDS; round++) {
      const begun = performance.now()
      const answer = await tab.call('ItemsState', event, ...args(round))
      times[0].push(performance.now() - begun)
      if (answer.x) throw new Error(JSON.stringify(answer.x))
      bytes = JSON.stringify(answer).length
      const asked = performance.now()
      const response = await browser.fetch(`/api/items?${query(round)}`)
      await response.text()
      times[1].push(performance.now() - asked)
    }
    tab.close()
    figures.push([name, median(times[0]), median(times[1]), bytes])
  }
  await schema.dropTable('lab_items')
  await close()
  await removeLabData()
  console.log(JSON.stringify(figures))
  process.exit(0)
})
