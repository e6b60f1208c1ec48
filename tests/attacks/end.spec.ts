/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { Target } from '../helpers/attacks/target.ts'
import { OwnRedis } from '../helpers/cluster/own_redis.ts'

test.group('The end of a process', () => {
  test('an event of an hour does not keep it', async ({ assert, cleanup }) => {
    const target = await Target.start()
    cleanup(() => target.remove())
    const browser = target.browser()
    const tab = await browser.open('/ledger')
    await tab.hello()
    tab.send({ t: 'event', id: 1, s: 'LedgerState', e: 'noteSlowly', a: [1, 3_600_000] })
    await target.until(({ running }) => running === 1)
    assert.deepEqual(await target.stop(), [0, null])
    browser.close()
  })
})

test.group('The end of a process whose redis is silent', (group) => {
  let redis: OwnRedis
  let target: Target

  group.tap((each) => each.tags(['@redis']))
  group.each.setup(async () => {
    redis = await OwnRedis.create()
    target = await Target.start({ REFLEX_STORE: 'redis', REDIS_PORT: String(redis.port) })
    return async () => {
      redis.resume()
      await target.remove()
      await redis.remove()
    }
  })

  test('it is not healthy, says so, and ends', async ({ assert }) => {
    assert.equal(await target.visit(), 1)
    redis.pause()
    const response = await fetch(`${target.base}/health/ready`)
    assert.equal(response.status, 503)
    assert.include(await response.text(), 'The store has not answered for 2000 ms')
    assert.deepEqual(await target.stop(), [0, null])
  })

  test('a tab whose event waits for the store does not keep it', async ({ assert }) => {
    const browser = target.browser()
    const tab = await browser.open('/ledger')
    await tab.hello()
    await tab.call('LedgerState', 'note', 1)
    redis.pause()
    tab.send({ t: 'event', id: 2, s: 'LedgerState', e: 'note', a: [2] })
    await target.until(({ running }) => running === 1)
    assert.deepEqual(await target.stop(), [0, null])
    browser.close()
  })
})
