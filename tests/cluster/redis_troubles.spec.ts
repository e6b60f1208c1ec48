/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import { Target } from '../helpers/attacks/target.ts'
import { OwnRedis } from '../helpers/cluster/own_redis.ts'
import type { OwnRedisOptions } from '../helpers/cluster/own_redis.ts'

/** What no line of a log may have. */
const PASSWORD = 'a-secret-of-production'

/** How often redis is said to be unusable, whatever the number of attempts. */
const LINES = 3

test.group('Troubles with redis', (group) => {
  let redis: OwnRedis
  let target: Target | undefined

  group.tap((each) => each.tags(['@redis']).timeout(120_000))
  group.each.setup(() => {
    target = undefined
    return async () => {
      redis.resume()
      await target?.remove()
      await redis.remove()
    }
  })

  const environment = (more: Record<string, string> = {}) => ({
    REFLEX_STORE: 'redis',
    STORE_TIMEOUT: '500',
    REDIS_PORT: String(redis.port),
    REDIS_PASSWORD: PASSWORD,
    ...more,
  })
  const own = (options: OwnRedisOptions = {}) => OwnRedis.create({ password: PASSWORD, ...options })
  const start = async (more: Record<string, string> = {}) =>
    (target = await Target.start(environment(more)))
  /** What the readiness probe says; waits until it says it. */
  const says = async (status: number): Promise<string> => {
    for (;;) {
      const response = await fetch(`${target!.base}/health/ready`)
      const text = await response.text()
      if (response.status === status) return text
      await setTimeout(50)
    }
  }
  const lines = (log: string, text: string) => log.split('\n').filter((line) => line.includes(text))
  /** Waits for a line of the log. */
  const logged = async (text: string): Promise<string> => {
    for (;;) {
      const log = await target!.log()
      if (log.includes(text)) return log
      await setTimeout(50)
    }
  }
  /** What all of them have in common in the end. */
  const end = async (assert: { deepEqual(a: unknown, b: unknown): void }) => {
    assert.deepEqual(await target!.stop(), [0, null])
    const log = await target!.log()
    assert.deepEqual(lines(log, PASSWORD), [])
    assert.deepEqual(lines(log, 'unhandledRejection'), [])
    return log
  }

  test('down at boot: it starts, is not ready, says so in a few lines, and goes on when redis comes', async ({
    assert,
  }) => {
    redis = await OwnRedis.prepare({ password: PASSWORD })
    await start()
    assert.include(await says(503), 'store')
    assert.equal((await fetch(`${target!.base}/health/live`)).status, 200)
    assert.equal((await fetch(`${target!.base}/ledger`)).status, 503)
    // Time for many attempts
    for (let asked = 0; asked < 10; asked++) await fetch(`${target!.base}/health/ready`)
    await redis.start()
    await says(200)
    assert.equal(await target!.visit(), 1)
    const log = await end(assert)
    assert.isAtMost(lines(log, 'redis cannot be used').length, LINES)
    assert.lengthOf(lines(log, 'The server starts, and is ready once it can'), 1)
    assert.lengthOf(lines(log, 'redis can be used again'), 1)
  })

  for (const session of ['memory', 'redis']) {
    test(`asked to stop while it starts without redis (sessions in ${session}): it ends`, async ({
      assert,
    }) => {
      redis = await OwnRedis.prepare({ password: PASSWORD })
      const failed = await Target.fail(
        environment({ SESSION_STORE: session }),
        (process, log) =>
          void (async () => {
            while (!(await log()).includes('redis cannot be used')) await setTimeout(10)
            process.kill('SIGTERM')
          })()
      )
      assert.deepEqual([failed.code, failed.signal], [0, null])
      assert.notInclude(failed.log, PASSWORD)
    })
  }

  test('asked to stop while redis is down and has the sessions too: it ends', async ({
    assert,
  }) => {
    redis = await own()
    await start({ SESSION_STORE: 'redis' })
    assert.equal(await target!.visit(), 1)
    await redis.kill()
    // With sessions in redis too, a probe that has a session would wait for it
    await logged('redis cannot be used')
    await end(assert)
  })

  test('wrong password at boot: the start ends with what to do, and without the password', async ({
    assert,
  }) => {
    redis = await own({ password: 'another' })
    const failed = await Target.fail(environment())
    assert.equal(failed.code, 1)
    assert.include(failed.log, 'E_STORE_REFUSED')
    assert.include(failed.log, 'Check username and password')
    assert.notInclude(failed.log, PASSWORD)
  })

  test('no password where one is asked for: the same', async ({ assert }) => {
    redis = await own()
    const failed = await Target.fail(environment({ REDIS_PASSWORD: '' }))
    assert.equal(failed.code, 1)
    assert.include(failed.log, 'NOAUTH')
    assert.include(failed.log, 'Check username and password')
  })

  test('a password that is changed later ends nothing, and heals', async ({ assert }) => {
    redis = await own()
    await start({ SESSION_STORE: 'redis' })
    assert.equal(await target!.visit(), 1)
    await redis.ask(async (operator) => {
      await operator.config('SET', 'requirepass', 'another')
      await operator.client('KILL', 'TYPE', 'pubsub')
      await operator.client('KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
      await logged('WRONGPASS')
      await operator.config('SET', 'requirepass', PASSWORD)
    })
    await says(200)
    assert.equal(await target!.visit(), 1)
    const log = await end(assert)
    assert.isAtMost(lines(log, 'redis cannot be used').length, LINES)
  })

  test('a user of redis that may not use the channels: the start ends with what to do', async ({
    assert,
  }) => {
    redis = await own({
      settings: ['--user', 'default', 'on', `>${PASSWORD}`, '~*', '+@all', 'resetchannels'],
    })
    const failed = await Target.fail(environment())
    assert.equal(failed.code, 1)
    assert.include(failed.log, 'NOPERM')
    assert.notInclude(failed.log, PASSWORD)
  })

  test('a cluster: the start ends with what to do', async ({ assert }) => {
    redis = await own({ settings: ['--cluster-enabled', 'yes', '--appendonly', 'no'] })
    const failed = await Target.fail(environment())
    assert.equal(failed.code, 1)
    assert.include(failed.log, 'redis cluster')
    assert.include(failed.log, 'Use one redis server')
    assert.notInclude(failed.log, PASSWORD)
  })

  test('frozen: not ready, events wait, and go on when it goes on', async ({ assert }) => {
    redis = await own()
    await start()
    const browser = target!.browser()
    const tab = await browser.open('/ledger')
    await tab.hello()
    await tab.call('LedgerState', 'note', 1)
    redis.pause()
    await says(503)
    assert.equal((await browser.fetch('/ledger')).status, 503)
    redis.resume()
    await says(200)
    assert.equal(await target!.visit(), 1)
    browser.close()
    await end(assert)
  })

  test('frozen at boot: it starts, is not ready, and ends when asked', async ({ assert }) => {
    redis = await own()
    redis.pause()
    await start()
    await says(503)
    const log = await end(assert)
    assert.isAtMost(lines(log, 'redis cannot be used').length, LINES)
  })

  test('killed: not ready, a few lines, and what was acknowledged is there when it is back', async ({
    assert,
  }) => {
    redis = await own()
    await start()
    const browser = target!.browser()
    const tab = await browser.open('/rooms/killed')
    await tab.hello()
    await tab.call('RoomState', 'increment')
    await redis.kill()
    await says(503)
    for (let asked = 0; asked < 20; asked++) await browser.fetch('/ledger')
    await redis.start()
    await says(200)
    assert.equal(await target!.visit(), 1)
    const log = await end(assert)
    assert.isAtMost(lines(log, 'redis cannot be used').length, LINES)
    browser.close()
  })

  test('emptied: tabs and rooms go on with what the process has', async ({ assert }) => {
    redis = await own()
    await start()
    const browser = target!.browser()
    const tab = await browser.open('/rooms/emptied')
    await tab.hello()
    await tab.call('RoomState', 'increment')
    await redis.ask((operator) => operator.flushall())
    const answer = await tab.call('RoomState', 'increment')
    assert.isUndefined(answer.x)
    assert.equal(await target!.visit(), 1)
    browser.close()
    await end(assert)
  })

  test('full, and keeps what it has: not ready with the reason, and heals', async ({ assert }) => {
    redis = await own()
    await start()
    assert.equal(await target!.visit(), 1)
    await redis.ask(async (operator) => {
      await operator.config('SET', 'maxmemory', '1')
      assert.include(await says(503), 'OOM')
      assert.equal((await fetch(`${target!.base}/ledger`)).status, 503)
      await operator.config('SET', 'maxmemory', '0')
    })
    await says(200)
    assert.equal(await target!.visit(), 1)
    await end(assert)
  })

  test('full, and removes what it has: said at the start, and everybody begins anew', async ({
    assert,
  }) => {
    redis = await own({ settings: ['--maxmemory', '30mb', '--maxmemory-policy', 'allkeys-lru'] })
    await start()
    const log = await logged('redis removes records when its memory is full')
    assert.include(log, 'noeviction')
    const browser = target!.browser()
    const tab = await browser.open('/rooms/evicted')
    await tab.hello()
    await tab.call('RoomState', 'increment')
    await redis.ask(async (operator) => {
      // Whatever is in it must go now
      const keys = () => operator.dbsize()
      await operator.config('SET', 'maxmemory', '1')
      while ((await keys()) > 0) await operator.set('x', 1).catch(() => {})
      await operator.config('SET', 'maxmemory', '30mb')
    })
    const answer = await tab.call('RoomState', 'increment')
    assert.isUndefined(answer.x)
    assert.equal(await target!.visit(), 1)
    browser.close()
    await end(assert)
  })
})
