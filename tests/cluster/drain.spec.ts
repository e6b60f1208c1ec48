/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { Cluster } from '../helpers/cluster/cluster.ts'
import { RealTab } from '../helpers/cluster/real_tab.ts'

test.group('Drain', (group) => {
  let cluster: Cluster
  const tabs: RealTab[] = []

  const open = async () => {
    const tab = await RealTab.open(cluster, '/ledger')
    tabs.push(tab)
    return tab
  }

  group.tap((each) => each.tags(['@redis']))
  group.each.setup(() => {
    cluster = new Cluster()
    return async () => {
      for (const tab of tabs.splice(0)) tab.close()
      await cluster.close()
    }
  })

  test('a page notices nothing of a process that is asked to stop: what runs ends, what waits runs elsewhere', async ({
    assert,
  }) => {
    const first = await cluster.start()
    const all = await Promise.all(Array.from({ length: 20 }, open))
    // One event of each tab is running when the signal comes, and others wait behind it
    await Promise.all(all.map((tab) => tab.call('LedgerState', 'note', 1)))
    const calls = all.flatMap((tab) => [
      tab.call('LedgerState', 'noteSlowly', 2, 300),
      tab.call('LedgerState', 'note', 3),
      tab.call('LedgerState', 'note', 4),
    ])
    const second = await cluster.start()
    const stopped = cluster.stop(first, 'SIGTERM')

    const answers = await Promise.all(calls)
    assert.deepEqual(answers, Array.from({ length: 20 }, () => [2, 3, 4]).flat())
    assert.deepEqual(await stopped, [0, null])
    for (const tab of all) {
      const { entries } = await tab.call<{ entries: number[] }>('LedgerState', 'list')
      assert.deepEqual(entries, [1, 2, 3, 4])
      await tab.call('LedgerState', 'note', 5)
      assert.equal(tab.client.store.state('LedgerState')!.vars.process, second.process.pid)
    }
  })

  test('an event that does not end keeps its process from nothing but its own answer', async () => {
    const first = await cluster.start()
    const [stuck, other] = [await open(), await open()]
    stuck.call('LedgerState', 'noteSlowly', 1, 3_600_000).catch(() => {})
    await other.call('LedgerState', 'note', 1)
    const second = await cluster.start()
    const stopped = cluster.stop(first, 'SIGTERM')
    // The signal takes a moment to arrive; from then on events run elsewhere
    const runsIn = () => other.client.store.state('LedgerState')!.vars.process
    for (let number = 2; runsIn() !== second.process.pid; number++) {
      await other.call('LedgerState', 'note', number)
    }
    // The timer of the handler is all that keeps the process
    first.process.kill('SIGKILL')
    await stopped
  }).timeout(180_000)
})
