/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { Cluster } from '../tests/helpers/cluster/cluster.ts'
import type { Member } from '../tests/helpers/cluster/cluster.ts'
import { shareCards } from '../tests/helpers/cluster/shared_cards.ts'
import type { SharedCards } from '../tests/helpers/cluster/shared_cards.ts'
import { HttpBrowser } from '../tests/helpers/http_browser.ts'
import type { SocketTab } from '../tests/helpers/socket_tab.ts'
import { printTable } from './table.ts'

/** Writes of each kind that are measured. */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 40)

/** Milliseconds after which a query may run again, so that none waits for its turn. */
const PAUSE = 300

/** The user whose cards are shown and written. */
const USER = 2

type Row = [name: string, p50: number, p99: number]

/** Milliseconds from the beginning of a write until it is heard of, in order. */
async function measure(
  name: string,
  write: (round: number) => Promise<unknown>,
  heard: () => Promise<unknown>,
  pause = PAUSE
): Promise<Row> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const arrived = heard()
    const start = performance.now()
    const written = write(round)
    await arrived
    times.push(performance.now() - start)
    await written
    // Not in step with whoever looks once a second
    await setTimeout(pause + Math.random() * pause)
  }
  times.sort((a, b) => a - b)
  return [name, times[Math.floor(times.length / 2)], times[Math.floor(times.length * 0.99)]]
}

/** What redis alone needs to carry a message from one connection to another. */
async function measureRedis(): Promise<Row> {
  const [publisher, subscriber] = [new Redis(), new Redis()]
  await subscriber.subscribe('bench')
  const row = await measure(
    'redis: published until heard',
    () => publisher.publish('bench', 'x'),
    () => once(subscriber, 'message'),
    1
  )
  publisher.disconnect()
  subscriber.disconnect()
  return row
}

async function openTab({ port }: Member): Promise<[SocketTab, HttpBrowser]> {
  const browser = new HttpBrowser(`http://127.0.0.1:${port}`)
  await browser.signIn(USER)
  const tab = await browser.open('/live/cards')
  await tab.hello()
  return [tab, browser]
}

/** The next patch that a tab is told. */
const told = (tab: SocketTab) => tab.next((frame) => frame.t === undefined && 'd' in frame)

async function withCards<T>(
  triggers: boolean,
  work: (cluster: Cluster, shared: SharedCards) => Promise<T>
): Promise<T> {
  const shared = await shareCards('sqlite', triggers)
  const cluster = new Cluster({ ...shared.env, ...(triggers && { LIVE_OUTSIDE: '1s' }) })
  try {
    await shared.empty()
    await cluster.start()
    return await work(cluster, shared)
  } finally {
    await cluster.close()
    await shared.remove()
  }
}

/**
 * How long it takes until a page shows what another tab, another process or another program has written: 50 ms of it are
 * waited for more changes, twice where a process tells another one.
 */
export async function measureLiveNews(): Promise<void> {
  const rows = [await measureRedis()]
  rows.push(
    ...(await withCards(false, async (cluster) => {
      const [here] = cluster.members
      const there = await cluster.start()
      const [[writer, first], [near, second], [far, third]] = await Promise.all(
        [here, here, there].map((member) => openTab(member))
      )
      const write = (round: number) => writer.value('CardsState', 'add', USER, `card ${round}`)
      const found = [
        await measure('live: written until shown, one process', write, () => told(near)),
        await measure('live: written until shown, another process', write, () => told(far)),
      ]
      for (const browser of [first, second, third]) browser.close()
      return found
    }))
  )
  rows.push(
    await withCards(true, async (cluster, shared) => {
      const [reader, browser] = await openTab(cluster.members[0])
      const row = await measure(
        'live: written by another program, looked for each second',
        // A query runs when it is awaited
        async (round) =>
          await shared.db
            .table('lab_cards')
            .insert({ owner_id: USER, title: `card ${round}`, is_done: false }),
        () => told(reader)
      )
      browser.close()
      return row
    })
  )
  printTable('A write until a page shows it (ms)', ['', 'p50', 'p99'], rows)
}
