/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import { Cluster } from '../helpers/cluster/cluster.ts'
import { RealTab } from '../helpers/cluster/real_tab.ts'

/** Events of each application, and tabs that call them. */
const EVENTS = 1_000
const TABS = 4

const vars = (tab: RealTab) => tab.client.store.state('TallyState')!.vars

/** Two processes of an application, and tabs that are all in the room of the same name. */
async function open(cluster: Cluster): Promise<RealTab[]> {
  await Promise.all([cluster.start(), cluster.start()])
  return Promise.all(Array.from({ length: TABS }, () => RealTab.open(cluster, '/tally')))
}

/** Calls all events, each tab as many as it happens to get. */
async function callAll(tabs: RealTab[]): Promise<void> {
  const shares = tabs.map(() => 0)
  for (let event = 0; event < EVENTS; event++) shares[Math.floor(Math.random() * tabs.length)]++
  await Promise.all(
    tabs.map(async (tab, index) => {
      for (let event = 0; event < shares[index]; event++) {
        await tab.call('TallyState', 'add')
        if (Math.random() < 0.1) await setTimeout(Math.random() * 5)
      }
    })
  )
}

test.group('Two applications on one redis', (group) => {
  group.tap((each) => each.tags(['@redis']))

  for (const { title, env } of [
    { title: 'with a prefix each', env: {} },
    { title: 'with a prefix and a key each', env: { LAB_KEY: `a key of its own ${randomUUID()}` } },
  ]) {
    test(`neither hear nor change each other's rooms: ${title}`, async ({ assert, cleanup }) => {
      const clusters = [
        new Cluster({ ROOM_WAIT: '30s' }),
        new Cluster({ ROOM_WAIT: '30s', ...env }),
      ]
      const applications: RealTab[][] = []
      cleanup(async () => {
        for (const tab of applications.flat()) tab.close()
        await Promise.all(clusters.map((cluster) => cluster.close()))
      })
      for (const cluster of clusters) applications.push(await open(cluster))
      await Promise.all(applications.map((tabs) => callAll(tabs)))
      for (const tabs of applications) {
        for (const tab of tabs) while (vars(tab).total !== EVENTS) await setTimeout(20)
        assert.containsSubset(vars(tabs[0]), { present: TABS, joins: TABS, leaves: 0 })
      }
      // One more in each, which the other does not get to know
      await applications[0][0].call('TallyState', 'add')
      assert.containsSubset(await applications[1][0].call('TallyState', 'read'), { total: EVENTS })
      assert.equal(vars(applications[1][0]).total, EVENTS)
    })
  }
})
