/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import { Cluster } from '../helpers/cluster/cluster.ts'
import { RealTab } from '../helpers/cluster/real_tab.ts'
import { WatchedRedis } from '../helpers/cluster/watched_redis.ts'

const total = (tab: RealTab) => tab.client.store.state('TallyState')!.vars.total as number

test.group('Redis with a replica and a sentinel', (group) => {
  group.tap((each) => each.tags(['@redis']))

  test('tabs and rooms go on with the replica when the server dies, and each event counts once', async ({
    assert,
    cleanup,
  }) => {
    const redis = await WatchedRedis.create()
    // Who waits for a room waits as long as redis is away
    const cluster = new Cluster({ REDIS_SENTINEL: String(redis.port), ROOM_WAIT: '60s' })
    cleanup(async () => {
      await cluster.close()
      await redis.remove()
    })
    await Promise.all([cluster.start(), cluster.start()])
    const tabs: RealTab[] = []
    cleanup(() => tabs.forEach((tab) => tab.close()))
    for (let index = 0; index < 6; index++) tabs.push(await RealTab.open(cluster, '/tally'))
    const addAll = () => Promise.all(tabs.map((tab) => tab.call('TallyState', 'add')))
    await addAll()
    await addAll()
    // What was not passed on would be lost, as the guide says
    await redis.replicated()
    await redis.kill()
    await addAll()
    await addAll()
    for (const tab of tabs) while (total(tab) !== 24) await setTimeout(20)
    assert.containsSubset(await tabs[0].call('TallyState', 'read'), { total: 24, present: 6 })
    // A tab that comes only now, and one whose socket breaks
    const late = await RealTab.open(cluster, '/tally')
    tabs.push(late)
    tabs[0].cut()
    await addAll()
    for (const tab of tabs) while (total(tab) !== 31) await setTimeout(20)
  })
})
