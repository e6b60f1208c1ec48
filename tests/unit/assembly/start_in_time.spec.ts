/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mock } from 'node:test'
import { LoggerFactory } from '@adonisjs/core/factories/logger'
import { test } from '@japa/runner'
import { startInTime } from '../../../src/assembly/main.ts'
import { redisErrors } from '../../../src/redis/main.ts'

test.group('A start', (group) => {
  let refused: Error[]
  const start = (work: Promise<unknown>) =>
    startInTime(work, {
      logger: new LoggerFactory().create(),
      refusedLate: (error) => refused.push(error),
    })

  group.each.setup(() => {
    refused = []
    mock.timers.enable({ apis: ['setTimeout'] })
    return () => mock.timers.reset()
  })

  test('ends with what a setting has to be changed for', async ({ assert }) => {
    const error = new redisErrors.E_STORE_REFUSED(['a cluster'])
    await assert.rejects(() => start(Promise.reject(error)), /a cluster/)
    assert.isEmpty(refused)
  })

  test('goes on without a store that fails otherwise', async ({ assert }) => {
    await start(Promise.reject(new Error('Connection refused')))
    assert.isEmpty(refused)
  })

  test('goes on without a store that does not answer, and tells of a refusal that comes later', async ({
    assert,
  }) => {
    const { promise, reject } = Promise.withResolvers<void>()
    const started = start(promise)
    mock.timers.tick(3_000)
    await started
    assert.isEmpty(refused)
    const error = new redisErrors.E_STORE_REFUSED(['NOPERM'])
    reject(error)
    await promise.catch(() => {})
    assert.deepEqual(refused, [error])
  })

  test('tells nobody of another failure that comes later', async ({ assert }) => {
    const { promise, reject } = Promise.withResolvers<void>()
    const started = start(promise)
    mock.timers.tick(3_000)
    await started
    reject(new Error('Connection closed'))
    await promise.catch(() => {})
    assert.isEmpty(refused)
  })
})
