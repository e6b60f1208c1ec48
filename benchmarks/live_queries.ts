/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { LoggerFactory } from '@adonisjs/core/factories/logger'
import type { Database } from '@adonisjs/lucid/database'
import type { DatabaseQueryBuilderContract } from '@adonisjs/lucid/types/querybuilder'
import { LiveEngine, WriteCapture, databaseRows } from '../src/features/models/main.ts'
import { openBench } from './captures.ts'
import { printTable } from './table.ts'

const TABS = 1_000

/** Writes of a storm. */
const STORM = 10_000

type Rows = DatabaseQueryBuilderContract

/** What each tab watches. */
const CASES: [
  name: string,
  query: (db: Database, tab: number) => Rows,
  audience: (tab: number) => string,
][] = [
  [
    'one list for all',
    (db) => db.from('bench_rows').where('n', '<', 20).orderBy('id'),
    () => 'all',
  ],
  [
    'a list for each owner',
    (db, tab) => db.from('bench_rows').where('n', tab).orderBy('id'),
    (tab) => `user:${tab}`,
  ],
  [
    'a query each that cannot be judged',
    (db, tab) => db.from('bench_rows').whereRaw('n = ?', [tab]).orderBy('id'),
    (tab) => `user:${tab}`,
  ],
]

/** An engine with a thousand tabs, and how often it ran what. */
async function open(db: Database, [name, query, audience]: (typeof CASES)[number]) {
  const capture = new WriteCapture(new LoggerFactory().create())
  capture.attach(db)
  const counts = { queries: 0, runs: [] as number[] }
  capture.onQuery((_, { sql }) => void (counts.queries += sql.startsWith('select') ? 1 : 0))
  const engine = new LiveEngine<number>({
    capture,
    host: {
      async run(tab, work) {
        counts.runs.push(performance.now())
        return { value: await work(Number(tab)) }
      },
    },
    rows: databaseRows(db),
    logger: new LoggerFactory().create(),
  })
  for (let tab = 0; tab < TABS; tab++) {
    const live = {
      name,
      audience,
      query: (of: number) => query(db, of),
      result: async (rows: Rows) => (await rows) as unknown[],
    }
    const viewer = { show() {}, news() {}, refused() {} }
    await engine.watch(String(tab), live, viewer).load(tab)
  }
  return {
    counts,
    async quiet() {
      while (!engine.isIdle) await setTimeout(1)
    },
    close() {
      engine.close()
      capture.close()
    },
  }
}

/** The most runs that fell into one second. */
function mostInASecond(runs: number[]): number {
  let most = 0
  for (let from = 0, to = 0; to < runs.length; to++) {
    while (runs[to] - runs[from] >= 1_000) from++
    most = Math.max(most, to - from + 1)
  }
  return most
}

/**
 * What a change of one row costs with a thousand tabs, and what a storm of writes does to the process.
 */
export async function measureLiveQueries(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'reflex-bench-'))
  const db = await openBench(folder, 'live', false)
  const rows: (string | number)[][] = []
  for (const each of CASES) {
    const world = await open(db, each)
    const write = (n: number) =>
      db
        .from('bench_rows')
        .where('id', n + 1)
        .update({ name: `row ${n}` })
    world.counts.queries = 0
    const start = performance.now()
    await write(7)
    await world.quiet()
    const whole = performance.now() - start
    const { queries } = world.counts
    world.close()

    // Without an engine, each tab asks again
    const again = performance.now()
    for (let tab = 0; tab < TABS; tab++) await each[1](db, tab)
    rows.push([each[0], queries, whole, TABS, performance.now() - again])
  }
  printTable(
    `One row changed, ${TABS} tabs (50 ms of it are waited for more changes)`,
    ['', 'queries', 'ms', 'each tab asks: queries', 'ms'],
    rows
  )

  const storm: (string | number)[][] = []
  for (const each of [undefined, ...CASES]) {
    const world = each === undefined ? undefined : await open(db, each)
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    const start = performance.now()
    for (let n = 0; n < STORM; n++) {
      await db
        .from('bench_rows')
        .where('id', (n % 1_000) + 1)
        .update({ name: `row ${n}` })
      if (n % 10 === 0) await setImmediate()
    }
    const written = performance.now() - start
    await world?.quiet()
    delay.disable()
    const runs = world?.counts.runs ?? []
    storm.push([
      each?.[0] ?? 'nobody watches',
      written / 1_000,
      (performance.now() - start) / 1_000,
      runs.length,
      mostInASecond(runs),
      delay.percentile(99) / 1e6,
    ])
    world?.close()
  }
  await db.manager.closeAll()
  await rm(folder, { recursive: true, force: true })
  printTable(
    `A storm of ${STORM} writes, ${TABS} tabs (goal: about 200 runs in a second, delay of the event loop at most 50 ms)`,
    ['', 'written after s', 'all shown after s', 'runs', 'most in a second', 'delay p99 ms'],
    storm
  )
}
