/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import { Redis } from 'ioredis'
import { Cluster } from '../helpers/cluster/cluster.ts'
import { RealTab } from '../helpers/cluster/real_tab.ts'

const TABS = 20

test.group('Records that are gone', (group) => {
  let cluster: Cluster
  let redis: Redis
  const tabs: RealTab[] = []

  group.tap((each) => each.tags(['@redis']))
  group.each.setup(() => {
    cluster = new Cluster()
    redis = new Redis()
    return async () => {
      for (const tab of tabs.splice(0)) tab.close()
      redis.disconnect()
      await cluster.close()
    }
  })

  /** Pages that have had a socket, each with a browser session of its own. */
  async function openTabs(): Promise<void> {
    const opened = Array.from({ length: TABS }, () => RealTab.open(cluster, '/counts'))
    tabs.push(...(await Promise.all(opened)))
    await Promise.all(tabs.map((tab) => tab.call('CountState', 'note')))
  }

  async function removeRecords(): Promise<void> {
    const keys = await redis.keys(`${cluster.prefix}*`)
    if (keys.length > 0) await redis.del(keys)
  }

  /** Cuts all tabs and calls an event of each while it has no connection. */
  async function callOffline(): Promise<Promise<unknown>[]> {
    for (const tab of tabs) tab.cut()
    while (tabs.some(({ status }) => status === 'connected')) await setTimeout(5)
    return tabs.map((tab) => tab.call('CountState', 'note'))
  }

  test('calls that were made offline are answered by new tabs', async ({ assert }) => {
    await cluster.start()
    await openTabs()
    const calls = await callOffline()
    await removeRecords()
    assert.deepEqual(await Promise.all(calls), Array(TABS).fill(0))
  })

  test('so they are when another process gets them, and the first has ended', async ({
    assert,
  }) => {
    const first = await cluster.start()
    await openTabs()
    await cluster.start()
    await cluster.stop(first, 'SIGKILL')
    await removeRecords()
    const calls = await callOffline()
    assert.deepEqual(await Promise.all(calls), Array(TABS).fill(0))
  })

  test('what was under way settles, with an unknown outcome at most', async ({ assert }) => {
    const first = await cluster.start()
    await openTabs()
    const calls = tabs.map((tab) => tab.call('CountState', 'note').catch(codeOf))
    await cluster.start()
    await cluster.stop(first, 'SIGKILL')
    await removeRecords()
    for (const outcome of await Promise.all(calls)) {
      assert.oneOf(outcome, [0, 'E_OUTCOME_UNKNOWN'])
    }
  })
})

function codeOf({ code }: Error & { code?: string }): string | undefined {
  return code
}
