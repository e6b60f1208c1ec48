/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { RoomLock } from '../../../src/rooms/room_lock.ts'

test.group('The lock of a room', () => {
  test('lets in one after the other, in order', async ({ assert }) => {
    const lock = new RoomLock()
    const order: number[] = []
    const turns = [1, 2, 3].map(async (turn) => {
      assert.isTrue(await lock.acquire(1_000))
      order.push(turn)
      await new Promise(setImmediate)
      lock.release()
    })
    await Promise.all(turns)
    assert.deepEqual(order, [1, 2, 3])
    assert.isFalse(lock.busy)
  })

  test('lets who was asked for the room in before all that wait', async ({ assert }) => {
    const lock = new RoomLock()
    await lock.acquire(1_000)
    const order: string[] = []
    const waiting = lock.acquire(1_000).then(() => {
      order.push('event')
      lock.release()
    })
    const asked = lock.acquireNext().then(() => {
      order.push('handover')
      lock.release()
    })
    lock.release()
    await Promise.all([waiting, asked])
    assert.deepEqual(order, ['handover', 'event'])
  })

  test('who does not get in in time is no longer in the way', async ({ assert }) => {
    const lock = new RoomLock()
    await lock.acquire(1_000)
    assert.isFalse(await lock.acquire(10))
    const next = lock.acquire(1_000)
    lock.release()
    assert.isTrue(await next)
    lock.release()
    assert.isFalse(lock.busy)
  })
})
