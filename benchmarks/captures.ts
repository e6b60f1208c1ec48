/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Emitter } from '@adonisjs/core/events'
import { AppFactory } from '@adonisjs/core/factories/app'
import { LoggerFactory } from '@adonisjs/core/factories/logger'
import { Database } from '@adonisjs/lucid/database'
import { BaseModel, column } from '@adonisjs/lucid/orm'
import { WriteCapture } from '../src/features/models/capture/main.ts'
import { printTable } from './table.ts'

/** Calls of each work in one round. */
const CALLS = 200

/** The contenders take turns, so that none has the quieter half of the machine's time. */
const ROUNDS = 40

class Row extends BaseModel {
  static override table = 'bench_rows'
  @column({ isPrimary: true }) declare id: number
  @column() declare name: string
  @column() declare n: number
}

const WORKS: [name: string, work: (db: Database, n: number) => Promise<unknown>][] = [
  [
    'select by id',
    (db, n) =>
      db
        .from('bench_rows')
        .where('id', (n % 1_000) + 1)
        .first(),
  ],
  [
    'model saved',
    (_, n) =>
      Row.query()
        .where('id', (n % 1_000) + 1)
        .update({ n }),
  ],
  ['model created', (_, n) => Row.create({ name: `row ${n}`, n })],
  [
    'transaction with two updates',
    (db, n) =>
      db.transaction(async (trx) => {
        await trx
          .from('bench_rows')
          .where('id', (n % 1_000) + 1)
          .update({ n })
        await trx
          .from('bench_rows')
          .where('id', ((n + 1) % 1_000) + 1)
          .update({ n })
      }),
  ],
]

/**
 * A database of SQLite with a thousand rows, which does not wait for the disk.
 *
 * @param debug - whether Lucid tells each query
 */
export async function openBench(folder: string, name: string, debug: boolean): Promise<Database> {
  const app = new AppFactory().create(new URL(import.meta.url), () => {})
  const emitter = new Emitter(app)
  // What an application has without this package: Lucid tells each query, and not whether it was committed
  if (debug) emitter.on('db:query' as never, () => {})
  const db = new Database(
    {
      connection: 'main',
      connections: {
        main: {
          client: 'better-sqlite3',
          connection: { filename: join(folder, `${name}.sqlite`) },
          useNullAsDefault: true,
          debug,
        },
      },
    },
    new LoggerFactory().create(),
    emitter
  )
  await db.rawQuery('pragma journal_mode = off')
  await db.rawQuery('pragma synchronous = off')
  await db.connection().schema.createTable('bench_rows', (table) => {
    table.increments('id')
    table.string('name')
    table.integer('n')
  })
  const rows = Array.from({ length: 1_000 }, (_, n) => ({ name: `row ${n}`, n }))
  for (let at = 0; at < 1_000; at += 100) {
    await db.table('bench_rows').multiInsert(rows.slice(at, at + 100))
  }
  return db
}

/**
 * What it costs a writer, and a reader, that writes are captured.
 */
export async function measureCaptures(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'reflex-bench-'))
  const contenders = [
    { name: 'Lucid alone', db: await openBench(folder, 'alone', false) },
    { name: 'its own query events', db: await openBench(folder, 'events', true) },
    { name: 'captured', db: await openBench(folder, 'captured', false) },
  ]
  const capture = new WriteCapture(new LoggerFactory().create())
  capture.attach(contenders[2].db)
  let told = 0
  capture.onCommit((changes) => void (told += changes.length))

  const rows: (string | number)[][] = []
  for (const [name, work] of WORKS) {
    const times = contenders.map((): number[] => [])
    for (let round = 0; round < ROUNDS; round++) {
      for (let turn = 0; turn < contenders.length; turn++) {
        const index = (turn + round) % contenders.length
        const { db } = contenders[index]
        Row.$adapter = db.modelAdapter()
        const start = performance.now()
        for (let n = 0; n < CALLS; n++) await work(db, round * CALLS + n)
        times[index].push(((performance.now() - start) / CALLS) * 1_000)
      }
    }
    // The rounds in which the machine had nothing else to do
    const quarters = times.map((each) => each.sort((a, b) => a - b)[Math.floor(ROUNDS / 4)])
    rows.push([name, ...quarters])
  }
  if (told === 0) throw new Error('nothing was captured')
  capture.close()
  for (const { db } of contenders) await db.manager.closeAll()
  await rm(folder, { recursive: true, force: true })
  printTable(
    'Time of a query on SQLite, captured and not (µs, lower quartile)',
    ['', ...contenders.map(({ name }) => name)],
    rows
  )
}
