/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import { Cluster } from '../helpers/cluster/cluster.ts'
import { OwnRedis } from '../helpers/cluster/own_redis.ts'
import { RealTab } from '../helpers/cluster/real_tab.ts'

const SECONDS = Number(process.env.CRASH_SECONDS ?? 8)
const TABS = Number(process.env.CRASH_TABS ?? 200)

/** Events of a tab that may be on their way. */
const UNANSWERED = 50

interface Ledger {
  entries: number[]
  seen: number
}

/** Sends numbers one after the other until it is told to stop, or closed. */
async function sendNumbers(tab: RealTab, failures: string[], stopped: () => boolean) {
  let sent = 0
  const waiting = new Set<Promise<void>>()
  while (!stopped() && tab.status !== 'stopped') {
    // More at once than the server's limits let in would be refused, as they should
    if (waiting.size >= UNANSWERED) await Promise.race(waiting)
    const number = ++sent
    const call: Promise<void> = tab
      .call<number | undefined>('LedgerState', 'note', number)
      .then(
        (answer) => {
          if (answer !== undefined && answer !== number) failures.push(`${number} got ${answer}`)
        },
        (error: Error) => void failures.push(error.message)
      )
      .finally(() => waiting.delete(call))
    waiting.add(call)
    // Now and then several are on their way at once
    if (Math.random() < 0.7) await setTimeout(50 + Math.random() * 200)
  }
  await Promise.all(waiting)
  return sent
}

test.group('Crashes', (group) => {
  group.tap((each) => each.tags(['@redis']))

  test('while processes, redis and sockets die, each event is in the state once and in order', async ({
    assert,
    cleanup,
  }) => {
    const redis = await OwnRedis.create()
    const cluster = new Cluster({ REDIS_PORT: String(redis.port) })
    cleanup(async () => {
      await cluster.close()
      await redis.remove()
    })
    await Promise.all([cluster.start(), cluster.start()])
    const tabs: RealTab[] = []
    cleanup(() => tabs.forEach((tab) => tab.close()))
    for (let index = 0; index < TABS; index++) tabs.push(await RealTab.open(cluster, '/ledger'))

    let over = false
    const failures: string[] = []
    const senders = tabs.map((tab) => sendNumbers(tab, failures, () => over))
    const cuts = (async () => {
      while (!over) {
        tabs[Math.floor(Math.random() * tabs.length)].cut()
        await setTimeout(20)
      }
    })()
    const done = { kills: 0, restarts: 0 }
    const end = performance.now() + SECONDS * 1_000
    while (performance.now() < end) {
      await setTimeout(800)
      await cluster.stop(cluster.members[0], 'SIGKILL')
      await cluster.start()
      done.kills++
      await setTimeout(300)
      await redis.kill()
      await setTimeout(200)
      await redis.start()
      done.restarts++
    }
    over = true
    await cuts
    const sent = await Promise.all(senders)

    assert.deepEqual(failures, [])
    assert.isAbove(done.kills, 0)
    assert.isAbove(done.restarts, 0)
    for (const [index, tab] of tabs.entries()) {
      const { entries, seen } = await tab.call<Ledger>('LedgerState', 'list')
      const expected = Array.from({ length: sent[index] }, (_, at) => at + 1)
      assert.deepEqual(entries, expected, `tab ${index}`)
      assert.equal(seen, sent[index])
      const { vars } = tab.client.store.state('LedgerState')!
      assert.equal(vars.last, sent[index])
    }
    const total = sent.reduce((sum, count) => sum + count, 0)
    console.log(
      `${total} events of ${TABS} tabs, ${done.kills} processes killed, redis killed ${done.restarts} times`
    )
  }).timeout((SECONDS + 180) * 1_000)
})
