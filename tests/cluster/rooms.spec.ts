/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import { Redis } from 'ioredis'
import { RedisStore } from '../../src/stores/redis_store.ts'
import { Cluster } from '../helpers/cluster/cluster.ts'
import { OwnRedis } from '../helpers/cluster/own_redis.ts'
import { RealTab } from '../helpers/cluster/real_tab.ts'

interface Tally {
  total: number
  processes: number
  present: number
}

const vars = (tab: RealTab) => tab.client.store.state('TallyState')!.vars

/** Waits until a page shows something. */
async function until(tab: RealTab, condition: (shown: Record<string, unknown>) => boolean) {
  while (!condition(vars(tab))) {
    // Closed when the time of the test is over, it shows nothing new
    if (tab.status === 'stopped') return
    await setTimeout(20)
  }
}

/** Counts until it is told to stop, or closed. */
async function count(tab: RealTab, failures: string[], stopped: () => boolean): Promise<number> {
  let sent = 0
  while (!stopped() && tab.status !== 'stopped') {
    await tab.call('TallyState', 'add').catch((error: Error) => failures.push(error.message))
    sent++
    await setTimeout(Math.random() * 20)
  }
  return sent
}

test.group('Rooms', (group) => {
  group.tap((each) => each.tags(['@redis']))

  test('tabs of two processes count in one room, exactly, and see each other', async ({
    assert,
    cleanup,
  }) => {
    // The last of 400 events that come at once waits for all before it
    const cluster = new Cluster({ ROOM_WAIT: '30s' })
    cleanup(() => cluster.close())
    const members = [await cluster.start(), await cluster.start()]
    const tabs: RealTab[] = []
    cleanup(() => tabs.forEach((tab) => tab.close()))
    for (const member of members) {
      cluster.members.splice(0, 2, member)
      for (let index = 0; index < 10; index++) tabs.push(await RealTab.open(cluster, '/tally'))
      await Promise.all(tabs.map((tab) => tab.call('TallyState', 'read')))
    }
    cluster.members.splice(0, 1, ...members)
    await Promise.all(
      tabs.flatMap((tab) => Array.from({ length: 20 }, () => tab.call('TallyState', 'add')))
    )
    await Promise.all(tabs.map((tab) => tab.call('TallyState', 'addSlowly', 5)))
    for (const tab of tabs) {
      await until(tab, ({ total, present }) => total === 420 && present === 20)
    }
    const tally = await tabs[0].call<Tally>('TallyState', 'read')
    assert.deepEqual(tally, { total: 420, processes: 2, present: 20 })
    assert.equal(vars(tabs[0]).joins, 20)
    assert.equal(vars(tabs[0]).leaves, 0)
  })

  test('while processes and redis die, each event counts once; those who are gone leave once', async ({
    assert,
    cleanup,
  }) => {
    const redis = await OwnRedis.create()
    // Who waits for a room waits as long as redis is away, and for all who came before
    const cluster = new Cluster({ REDIS_PORT: String(redis.port), ROOM_WAIT: '30s' })
    cleanup(async () => {
      await cluster.close()
      await redis.remove()
    })
    await Promise.all([cluster.start(), cluster.start()])
    const tabs: RealTab[] = []
    cleanup(() => tabs.forEach((tab) => tab.close()))
    for (let index = 0; index < 20; index++) tabs.push(await RealTab.open(cluster, '/tally'))
    await until(tabs[0], ({ present }) => present === 20)

    let over = false
    const failures: string[] = []
    const counters = tabs.map((tab) => count(tab, failures, () => over))
    for (let round = 0; round < 3; round++) {
      await setTimeout(800)
      await cluster.stop(cluster.members[0], 'SIGKILL')
      await cluster.start()
      await setTimeout(500)
      await redis.kill()
      await setTimeout(200)
      await redis.start()
    }
    over = true
    const sent = (await Promise.all(counters)).reduce((sum, each) => sum + each, 0)
    assert.deepEqual(failures, [])
    for (const tab of tabs) await until(tab, ({ total }) => total === sent)
    console.log(`${sent} events of 20 tabs in one room`)

    // These do not say goodbye: their process dies with them
    const [doomed, survivor] = cluster.members
    cluster.members.splice(0, 1)
    for (const tab of tabs.splice(0, 10)) {
      tab.close()
    }
    const last = await RealTab.open(cluster, '/tally')
    cleanup(() => last.close())
    doomed.process.kill('SIGKILL')
    await doomed.ended
    assert.isTrue(survivor.process.exitCode === null)
    await until(last, ({ present }) => present === 11)
    await until(last, ({ joins, leaves }) => Number(joins) - Number(leaves) === 11)
    for (const tab of tabs) await until(tab, ({ present }) => present === 11)
  }).timeout(240_000)

  test('an event whose room was taken from its living owner runs again, and counts once', async ({
    assert,
    cleanup,
  }) => {
    const cluster = new Cluster()
    cleanup(() => cluster.close())
    await cluster.start()
    const tabs = [await RealTab.open(cluster, '/tally'), await RealTab.open(cluster, '/tally')]
    cleanup(() => tabs.forEach((tab) => tab.close()))
    await until(tabs[0], ({ present }) => present === 2)

    const redis = new Redis()
    const [key] = await redis.keys(`${cluster.prefix}*room-*`)
    const [prefix, name] = key.split('room-')
    const store = new RedisStore(redis, prefix)
    cleanup(() => store.close())
    const room = `room-${name}`
    const steal = async () => {
      const { fence } = (await store.holder(room))!
      const request = { id: room, owner: 'another', over: fence, initial: Buffer.alloc(0) }
      const { claimed } = await store.acquire({ ...request, keepFor: 60_000 })
      if (claimed) stolen++
    }
    let stolen = 0
    let sent = 0
    for (let round = 0; round < 3; round++) {
      const events = tabs.map((tab) => tab.call<number>('TallyState', 'addSlowly', 50))
      sent += events.length
      await setTimeout(20)
      // The owner is in the room, and believes that it is its own
      await steal()
      await Promise.all(events)
    }
    assert.equal(stolen, 3)
    for (const tab of tabs) await until(tab, ({ total }) => total === sent)
    assert.equal(await tabs[0].call('TallyState', 'add'), sent + 1)
    await until(tabs[0], ({ present }) => present === 2)
  })

  test('a process that dies is left by its tabs, once each', async ({ assert, cleanup }) => {
    const cluster = new Cluster()
    cleanup(() => cluster.close())
    const [first, second] = [await cluster.start(), await cluster.start()]
    const tabs: RealTab[] = []
    cleanup(() => tabs.forEach((tab) => tab.close()))
    cluster.members.splice(0, 2, first)
    for (let index = 0; index < 5; index++) tabs.push(await RealTab.open(cluster, '/tally'))
    cluster.members.splice(0, 1, second)
    const witness = await RealTab.open(cluster, '/tally')
    cleanup(() => witness.close())
    await until(witness, ({ present }) => present === 6)
    first.process.kill('SIGKILL')
    await first.ended
    // Nobody comes back: there is no process to go to
    for (const tab of tabs) tab.close()
    await until(witness, ({ present }) => present === 1)
    assert.equal(vars(witness).joins, 6)
    assert.equal(vars(witness).leaves, 5)
    assert.equal(await witness.call('TallyState', 'add'), 1)
  })

  test('tabs that another process takes up neither leave nor join', async ({ assert, cleanup }) => {
    const cluster = new Cluster()
    cleanup(() => cluster.close())
    const first = await cluster.start()
    const tabs: RealTab[] = []
    cleanup(() => tabs.forEach((tab) => tab.close()))
    for (let index = 0; index < 5; index++) tabs.push(await RealTab.open(cluster, '/tally'))
    await until(tabs[0], ({ present }) => present === 5)
    await cluster.start()
    await cluster.stop(first, 'SIGTERM')
    await Promise.all(tabs.map((tab) => tab.call('TallyState', 'add')))
    for (const tab of tabs) await until(tab, ({ total }) => total === 5)
    // Longer than a process counts as living that says nothing
    await setTimeout(7_000)
    assert.deepInclude(vars(tabs[0]), { present: 5, joins: 5, leaves: 0 })
  })
})
