/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import { Cluster } from '../helpers/cluster/cluster.ts'
import { RealTab } from '../helpers/cluster/real_tab.ts'

const HOUR = 3_600_000

test.group('Background events of a cluster', (group) => {
  let cluster: Cluster
  let tab: RealTab

  const vars = () => tab.client.store.state('CountState')!.vars
  /** Waits until the page shows something. */
  const shows = (condition: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!condition()) return
        unsubscribe()
        resolve()
      }
      const unsubscribe = tab.client.store.subscribe('CountState', look)
      look()
    })

  group.tap((each) => each.tags(['@redis']))
  group.each.setup(() => {
    cluster = new Cluster({ CANCEL_AFTER: '30s' })
    return async () => {
      tab.close()
      await cluster.close()
    }
  })

  test('a process that dies leaves them to the next one, which says once that they were interrupted', async ({
    assert,
  }) => {
    const first = await cluster.start()
    tab = await RealTab.open(cluster, '/counts')
    const calls = [
      tab.call('CountState', 'climb', 1_000, 20),
      tab.call('CountState', 'climb', 1_000, HOUR),
    ]
    const failures = Promise.all(
      calls.map((call) => call.catch((error: { code: string }) => error.code))
    )
    await shows(() => (vars().count as number) >= 3)
    await cluster.start()
    await cluster.stop(first, 'SIGKILL')

    assert.deepEqual(await failures, ['E_EVENT_INTERRUPTED', 'E_EVENT_INTERRUPTED'])
    assert.isFalse(vars().running)
    assert.deepEqual(vars().lost, ['climb', 'climb'])
    const count = vars().count as number
    assert.isAtLeast(count, 3)

    // A third process finds nothing more to do, and the state as it was left
    const third = await cluster.start()
    await cluster.stop(cluster.members[0], 'SIGKILL')
    assert.equal(await tab.call('CountState', 'note'), count)
    assert.deepEqual(vars().lost, ['climb', 'climb'])
    assert.equal(await tab.call('CountState', 'climb', 2, 1), 2)
    assert.equal(vars().process, third.process.pid)
  })

  test('a process that is asked to stop lets them tidy up, and stores what they do', async ({
    assert,
  }) => {
    const first = await cluster.start()
    tab = await RealTab.open(cluster, '/counts')
    const climbing = tab
      .call('CountState', 'climb', 1_000, 20)
      .catch((error: { code: string }) => error.code)
    await shows(() => (vars().count as number) >= 3)
    await cluster.start()
    const stopped = cluster.stop(first, 'SIGTERM')

    assert.equal(await climbing, 'E_EVENT_CANCELLED')
    assert.deepEqual(await stopped, [0, null])
    const count = await tab.call('CountState', 'note')
    assert.equal(vars().count, count)
    assert.deepInclude(vars(), { running: false, tidied: 1 })
    assert.deepEqual(vars().lost, [])
  })

  test('a tab that goes to another process takes along what they leave behind', async ({
    assert,
  }) => {
    const first = await cluster.start()
    tab = await RealTab.open(cluster, '/counts')
    const climbing = tab
      .call('CountState', 'climb', 1_000, 20)
      .catch((error: { code: string }) => error.code)
    await shows(() => (vars().count as number) >= 3)
    await cluster.start()
    // A load balancer sends new sockets elsewhere; the first process lives on
    cluster.members.splice(cluster.members.indexOf(first), 1)
    tab.cut()
    assert.equal(await climbing, 'E_EVENT_CANCELLED')
    await tab.call('CountState', 'note')
    assert.deepInclude(vars(), { running: false, tidied: 1 })
    assert.deepEqual(vars().lost, [])
    await cluster.stop(first, 'SIGKILL')
  })

  test('a reload that reaches the process again lets them go on', async ({ assert }) => {
    await cluster.start()
    const before = await RealTab.open(cluster, '/counts')
    tab = before
    before.call('CountState', 'climb', 1_000, 20).catch(() => {})
    await shows(() => (vars().count as number) >= 3)
    const [id] = before.boot.token.split('.')
    tab = await RealTab.open(cluster, '/counts', `${before.cookie}; reflex_tab=${id}`)
    before.close()

    assert.isTrue(vars().running)
    const count = vars().count as number
    await shows(() => (vars().count as number) > count + 3)
    await tab.call('CountState', 'stop')
    await shows(() => vars().running === false)
    assert.deepInclude(vars(), { tidied: 1 })
    assert.deepEqual(vars().lost, [])
  })

  test('those that outlast the end of the process were interrupted, whenever they end', async ({
    assert,
  }) => {
    await cluster.close()
    cluster = new Cluster({ CANCEL_AFTER: '30s', DRAIN_TIMEOUT: '1s' })
    const first = await cluster.start()
    tab = await RealTab.open(cluster, '/counts')
    await cluster.start()
    const times = [3_000, 3_500, 4_000, HOUR]
    const calls = times.map((time) =>
      tab.call('CountState', 'linger', time).catch((error: { code: string }) => error.code)
    )
    await shows(() => vars().count === times.length)
    const stopped = cluster.stop(first, 'SIGTERM')
    // Whatever keeps a process from its end has a limit elsewhere
    void setTimeout(8_000).then(() => first.process.kill('SIGKILL'))

    assert.deepEqual(await Promise.all(calls), Array(times.length).fill('E_EVENT_INTERRUPTED'))
    assert.isFalse(vars().running)
    assert.deepEqual(vars().lost, Array(times.length).fill('linger'))
    assert.equal(vars().tidied, 0)
    await tab.call('CountState', 'note')
    assert.lengthOf(vars().lost as string[], times.length)
    await stopped
  })
})
