/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mock } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { LoggerFactory } from '@adonisjs/core/factories/logger'
import { test } from '@japa/runner'
import { startInTime } from '../../../src/assembly/main.ts'
import { redisErrors } from '../../../src/redis/main.ts'

type Answer = () => Promise<unknown>

test.group('A start', (group) => {
  let refused: Error[]
  let isOver: boolean
  const start = (...answers: Answer[]) => startWith([], ...answers)
  const startWith = (others: Promise<unknown>[], ...answers: Answer[]) => {
    let asked = 0
    const started = startInTime(
      { store: () => answers[Math.min(asked++, answers.length - 1)](), others },
      {
        logger: new LoggerFactory().create(),
        refusedLate: (error) => refused.push(error),
        isOver: () => isOver,
      }
    )
    return Object.assign(started, { asked: () => asked })
  }
  /** Lets a second pass, and what has waited for it run. */
  const second = async () => {
    await setImmediate()
    mock.timers.tick(1_000)
    await setImmediate()
  }
  const late = () => new redisErrors.E_STORE_REFUSED(['a cluster'])
  const refusing = () => Promise.reject(late())
  const failing = () => Promise.reject(new Error('Command timed out'))

  group.each.setup(() => {
    refused = []
    isOver = false
    mock.timers.enable({ apis: ['setTimeout'] })
    return () => mock.timers.reset()
  })

  test('ends with what a setting has to be changed for', async ({ assert }) => {
    await assert.rejects(() => start(refusing), /a cluster/)
    assert.isEmpty(refused)
  })

  test('ends with it whoever has said so, and whatever else has failed', async ({ assert }) => {
    const { promise, reject } = Promise.withResolvers<void>()
    const started = startWith([promise], () => new Promise(() => {}))
    reject(late())
    await assert.rejects(() => started, /a cluster/)
  })

  test('goes on without a store that fails otherwise, and asks again until it answers', async ({
    assert,
  }) => {
    const started = start(failing, failing, () => Promise.resolve())
    await started
    for (let times = 0; times < 5; times++) await second()
    assert.equal(started.asked(), 3)
    assert.isEmpty(refused)
  })

  test('goes on without a store that does not answer, and tells of a refusal that comes later', async ({
    assert,
  }) => {
    const { promise, reject } = Promise.withResolvers<void>()
    const started = start(() => promise)
    mock.timers.tick(3_000)
    await started
    assert.isEmpty(refused)
    const error = late()
    reject(error)
    await promise.catch(() => {})
    assert.deepEqual(refused, [error])
  })

  test('tells once of a refusal that comes after another failure', async ({ assert }) => {
    const started = start(failing, failing, refusing)
    await started
    for (let times = 0; times < 5; times++) await second()
    assert.lengthOf(refused, 1)
    assert.equal(started.asked(), 3)
  })

  test('tells of a refusal of what is under way besides, after the store has failed', async ({
    assert,
  }) => {
    const { promise, reject } = Promise.withResolvers<void>()
    await startWith([promise], failing)
    reject(late())
    await setImmediate()
    assert.lengthOf(refused, 1)
  })

  test('asks nobody any more when the process goes away', async ({ assert }) => {
    const started = start(failing)
    await started
    isOver = true
    for (let times = 0; times < 3; times++) await second()
    assert.equal(started.asked(), 1)
  })

  test('tells nobody of another failure that comes later', async ({ assert }) => {
    const { promise, reject } = Promise.withResolvers<void>()
    const started = start(() => promise)
    mock.timers.tick(3_000)
    await started
    reject(new Error('Connection closed'))
    await promise.catch(() => {})
    assert.isEmpty(refused)
  })
})
