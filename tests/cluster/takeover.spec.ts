/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import type { ReflexMetrics } from 'reflex-adonis/types'
import { Cluster } from '../helpers/cluster/cluster.ts'
import type { Member } from '../helpers/cluster/cluster.ts'
import { OwnRedis } from '../helpers/cluster/own_redis.ts'
import { RealTab } from '../helpers/cluster/real_tab.ts'

/** What a process says of its tabs. */
async function figuresOf({ port }: Member): Promise<ReflexMetrics['tabs']> {
  const response = await fetch(`http://127.0.0.1:${port}/figures`)
  return ((await response.json()) as ReflexMetrics).tabs
}

test.group('Takeover', (group) => {
  group.tap((each) => each.tags(['@redis']))

  test('any process takes up any tab; an event that runs elsewhere ends there, once', async ({
    assert,
    cleanup,
  }) => {
    const cluster = new Cluster()
    cleanup(() => cluster.close())
    const [first, second] = [await cluster.start(), await cluster.start()]
    cluster.members.splice(0, 2, first)
    const tab = await RealTab.open(cluster, '/ledger')
    cleanup(() => tab.close())
    await tab.call('LedgerState', 'note', 1)
    const slow = tab.call('LedgerState', 'noteSlowly', 2, 1_500)
    const next = tab.call('LedgerState', 'note', 3)
    // New sockets go to the second process only
    cluster.members.splice(0, 1, second)
    tab.cut()
    assert.deepEqual(await Promise.all([slow, next]), [2, 3])
    const { entries } = await tab.call<{ entries: number[] }>('LedgerState', 'list')
    assert.deepEqual(entries, [1, 2, 3])
    const { vars } = tab.client.store.state('LedgerState')!
    assert.equal(vars.process, second.process.pid)
    const [given, taken] = await Promise.all([first, second].map((member) => figuresOf(member)))
    // Any process may get the socket of a document, so each has its tab from the store
    assert.deepInclude(given, { takenUp: 1, handedOver: 1 })
    assert.deepInclude(taken, { takenUp: 1, handedOver: 0 })
  })

  test('a generator that a crash has cut short runs again from the state before it', async ({
    assert,
    cleanup,
  }) => {
    const cluster = new Cluster()
    cleanup(() => cluster.close())
    const first = await cluster.start()
    const tab = await RealTab.open(cluster, '/ledger')
    cleanup(() => tab.close())
    await tab.call('LedgerState', 'note', 1)
    const steps = Promise.withResolvers<void>()
    tab.client.store.subscribe('LedgerState', () => {
      if (tab.client.store.state('LedgerState')!.vars.last === 20) steps.resolve()
    })
    const count = tab.call<number>('LedgerState', 'climb', 100, 10)
    await steps.promise
    await cluster.start()
    await cluster.stop(first, 'SIGKILL')
    assert.equal(await count, 100)
    assert.equal(tab.client.store.state('LedgerState')!.vars.last, 100)
    const { entries } = await tab.call<{ entries: number[] }>('LedgerState', 'list')
    assert.deepEqual(entries, [1, ...Array.from({ length: 100 }, (_, index) => index + 1)])
  })

  test('a document that another process loads again has the tab, after the event that runs', async ({
    assert,
    cleanup,
  }) => {
    const cluster = new Cluster()
    cleanup(() => cluster.close())
    const [first, second] = [await cluster.start(), await cluster.start()]
    cluster.members.splice(0, 2, first)
    const before = await RealTab.open(cluster, '/ledger')
    cleanup(() => before.close())
    await before.call('LedgerState', 'note', 1)
    const slow = before.call('LedgerState', 'noteSlowly', 2, 1_000)

    cluster.members.splice(0, 1, second)
    const id = before.boot.token.split('.')[0]
    const loading = RealTab.open(cluster, '/ledger', `${before.cookie}; reflex_tab=${id}`)
    assert.equal(await slow, 2)
    before.close()
    const after = await loading
    cleanup(() => after.close())
    assert.equal(after.boot.token.split('.')[0], id)
    assert.equal(after.boot.states.LedgerState.v.last, 2)
    await after.call('LedgerState', 'note', 3)
    const { entries } = await after.call<{ entries: number[] }>('LedgerState', 'list')
    assert.deepEqual(entries, [1, 2, 3])
  })

  test('without redis events wait and the reason is told; when it is back all goes on', async ({
    assert,
    cleanup,
  }) => {
    const redis = await OwnRedis.create()
    const cluster = new Cluster({ REDIS_PORT: String(redis.port), STORE_TIMEOUT: '300ms' })
    cleanup(async () => {
      await cluster.close()
      await redis.remove()
    })
    const { port } = await cluster.start()
    const tab = await RealTab.open(cluster, '/ledger')
    cleanup(() => tab.close())
    await tab.call('LedgerState', 'note', 1)

    await redis.kill()
    const waiting = [2, 3].map((number) => tab.call('LedgerState', 'note', number))
    const reason = await tab.told('E_STORE_UNAVAILABLE')
    assert.equal(reason.status, 503)
    while (tab.status === 'connected') await setTimeout(5)
    const page = await fetch(`http://127.0.0.1:${port}/ledger`)
    assert.equal(page.status, 503)
    assert.isFalse((await health(port)).isHealthy)

    await redis.start()
    assert.deepEqual(await Promise.all(waiting), [2, 3])
    const { entries } = await tab.call<{ entries: number[] }>('LedgerState', 'list')
    assert.deepEqual(entries, [1, 2, 3])
    assert.isTrue((await health(port)).isHealthy)
  }).timeout(180_000)

  test('a var that cannot be stored fails its event, and is named', async ({ assert, cleanup }) => {
    const cluster = new Cluster()
    cleanup(() => cluster.close())
    await cluster.start()
    const tab = await RealTab.open(cluster, '/ledger')
    cleanup(() => tab.close())
    await tab.call('LedgerState', 'note', 1)
    const error = await tab.call('LedgerState', 'spoil').catch((cause: unknown) => cause)
    assert.containsSubset(error, { code: 'E_VAR_NOT_STORABLE', status: 500 })
    assert.match((error as Error).message, /"LedgerState\.entries\[0\]".*an instance of Account/)
    const { entries } = await tab.call<{ entries: number[] }>('LedgerState', 'list')
    assert.deepEqual(entries, [1])
  })
})

async function health(port: number): Promise<{ isHealthy: boolean }> {
  const response = await fetch(`http://127.0.0.1:${port}/health/ready`)
  return (await response.json()) as { isHealthy: boolean }
}
