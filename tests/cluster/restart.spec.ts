/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import { Cluster } from '../helpers/cluster/cluster.ts'
import { RealTab } from '../helpers/cluster/real_tab.ts'
import { labRoot } from '../helpers/lab.ts'

test.group('Restarts', (group) => {
  let cluster: Cluster

  group.each.setup(() => {
    const location = join('tmp', `reflex-${randomUUID()}`)
    cluster = new Cluster({ REFLEX_STORE: 'file', REFLEX_FILES: location })
    return async () => {
      await cluster.close()
      await rm(join(labRoot, location), { recursive: true, force: true })
    }
  })

  test('with the file store a room survives its process, and its members come back', async ({
    assert,
    cleanup,
  }) => {
    const first = await cluster.start()
    const tabs = await Promise.all([1, 2, 3].map(() => RealTab.open(cluster, '/tally')))
    cleanup(() => tabs.forEach((tab) => tab.close()))
    await Promise.all(tabs.map((tab) => tab.call('TallyState', 'add')))
    await cluster.stop(first, 'SIGKILL')
    const waiting = tabs.map((tab) => tab.call('TallyState', 'add'))
    tabs[0].close()
    waiting[0].catch(() => {})
    await cluster.start()
    await Promise.all(waiting.slice(1))
    const { total } = await tabs[1].call<{ total: number }>('TallyState', 'read')
    assert.equal(total, 5)
    // The tab that does not come back is gone with its process
    const present = () => tabs[1].client.store.state('TallyState')!.vars
    while (present().present !== 2) await setTimeout(50)
    assert.deepInclude(present(), { joins: 3, leaves: 1, total: 5 })
  })

  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    test(`with the file store a restart by ${signal} loses no tab and no event`, async ({
      assert,
      cleanup,
    }) => {
      const first = await cluster.start()
      const tabs = await Promise.all([1, 2, 3].map(() => RealTab.open(cluster, '/ledger')))
      cleanup(() => tabs.forEach((tab) => tab.close()))
      for (const tab of tabs) await tab.call('LedgerState', 'note', 1)
      await cluster.stop(first, signal)
      const waiting = tabs.map((tab) => tab.call('LedgerState', 'note', 2))
      const second = await cluster.start()
      assert.deepEqual(await Promise.all(waiting), [2, 2, 2])
      for (const tab of tabs) {
        const { entries, seen } = await tab.call<{ entries: number[]; seen: number }>(
          'LedgerState',
          'list'
        )
        assert.deepEqual(entries, [1, 2])
        assert.equal(seen, 2)
        const { vars } = tab.client.store.state('LedgerState')!
        assert.equal(vars.process, second.process.pid)
      }
    })
  }
})
