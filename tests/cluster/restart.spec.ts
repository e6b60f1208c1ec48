/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
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
