/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import { Task } from '../../../../src/features/background/task.ts'

const create = () => new Task({ id: 1, state: 'ImportState', event: 'start' }, undefined)

/** Gives each work its turn at once. */
const now = async <T>(work: () => Promise<T>) => ({ value: await work() })

const outcome = (promise: Promise<unknown>) =>
  promise.catch((error: { code?: string; name: string }) => error.code ?? error.name)

const update = (task: Task) => outcome(task.update(now, async () => 'made'))

test.group('A background event that is cancelled', () => {
  test('is told by its next update, once', async ({ assert }) => {
    const task = create()
    assert.equal(await update(task), 'made')
    task.cancel('it was asked to end')
    task.cancel('again')
    assert.equal(await update(task), 'E_EVENT_CANCELLED')
    assert.equal(await update(task), 'made')
    assert.include((task.signal.reason as Error).message, '"start" was cancelled: it was asked')
  })

  test('is told by the updates that wait', async ({ assert }) => {
    const task = create()
    const turns = Promise.withResolvers<void>()
    const later = async <T>(work: () => Promise<T>) => {
      await turns.promise
      return { value: await work() }
    }
    let count = 0
    const waiting = [1, 2].map(() => outcome(task.update(later, async () => ++count)))
    task.cancel('it was asked to end')
    turns.resolve()
    assert.deepEqual(await Promise.all(waiting), ['E_EVENT_CANCELLED', 'E_EVENT_CANCELLED'])
    assert.equal(count, 0)
    assert.equal(await update(task), 'made')
  })

  test('is told by what it awaits with its signal', async ({ assert }) => {
    const task = create()
    const waiting = outcome(setTimeout(3_600_000, undefined, { signal: task.heedSignal() }))
    task.cancel('it was asked to end')
    assert.equal(await waiting, 'ABORT_ERR')
    assert.equal(await update(task), 'made')
  })

  test('is told by a look at its signal', async ({ assert }) => {
    const task = create()
    task.heedSignal()
    task.cancel('it was asked to end')
    assert.isTrue(task.heedSignal().aborted)
    assert.equal(await update(task), 'made')
  })

  test('makes no update any more once it is closed', async ({ assert }) => {
    const task = create()
    task.close('its user has signed out')
    assert.equal(await update(task), 'E_EVENT_CANCELLED')
    assert.equal(await update(task), 'E_EVENT_CANCELLED')
  })

  test('makes none after its end', async ({ assert }) => {
    const task = create()
    task.end()
    assert.equal(await update(task), 'E_STATE_CLOSED')
  })

  test('knows the errors that it ends with', ({ assert }) => {
    const task = create()
    const abort = new DOMException('Aborted', 'AbortError')
    assert.isFalse(task.isCancellation(abort))
    task.cancel('it was asked to end')
    assert.isTrue(task.isCancellation(abort))
    assert.isTrue(task.isCancellation(task.signal.reason))
    assert.isTrue(task.isCancellation(new Error('Stopped', { cause: task.signal.reason })))
    assert.isFalse(task.isCancellation(new Error('No')))
  })
})
