/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { EventQueue } from '../../../src/tabs/event_queue.ts'

test.group('The queue of a tab', () => {
  test('what comes first runs after the task that runs and before those that wait', async ({
    assert,
  }) => {
    const queue = new EventQueue()
    const order: string[] = []
    const task = (name: string) => async () => {
      await Promise.resolve()
      order.push(name)
    }
    queue.add(task('runs'))
    queue.add(task('waits'))
    queue.addFirst(task('first'))
    await queue.idle()
    queue.addFirst(task('alone'))
    await queue.idle()
    assert.deepEqual(order, ['runs', 'first', 'waits', 'alone'])
  })
})
