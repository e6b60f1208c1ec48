/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'
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

  test('runs each turn in the async context that it was asked for in', async ({ assert }) => {
    const context = new AsyncLocalStorage<string>()
    const queue = new EventQueue()
    const seen: (string | undefined)[] = []
    const turn = async () => {
      await Promise.resolve()
      seen.push(context.getStore())
    }
    context.run('first', () => queue.add(turn))
    context.run('second', () => queue.add(turn))
    queue.add(turn)
    await queue.idle()
    assert.deepEqual(seen, ['first', 'second', undefined])
  })

  test('forgets what waits, says so, and keeps what nobody would ask for again', async ({
    assert,
  }) => {
    const queue = new EventQueue()
    const done: string[] = []
    const turn = (name: string) => async () => void done.push(name)
    queue.add(async () => {
      await Promise.resolve()
      done.push('running')
    })
    queue.add(turn('forgotten'), { dropped: () => done.push('dropped') })
    queue.add(turn('kept'), { kept: true })
    queue.clear()
    await queue.idle()
    assert.deepEqual(done, ['dropped', 'running', 'kept'])
  })

  test('goes on after a turn that fails, and says so', async ({ assert }) => {
    const failures: unknown[] = []
    const queue = new EventQueue((error) => failures.push(error))
    const order: string[] = []
    queue.add(() => Promise.reject(new Error('later')))
    queue.add(() => {
      throw new Error('at once')
    })
    queue.add(() => Promise.reject(new Error('its own')), {
      failed: (error) => order.push((error as Error).message),
    })
    queue.add(async () => void order.push('next'))
    await queue.idle()
    assert.deepEqual(order, ['its own', 'next'])
    assert.deepEqual(failures.map(String), ['Error: later', 'Error: at once'])
    assert.equal(queue.length, 0)
  })

  test('lets others in between, even when each turn asks for the next one', async ({ assert }) => {
    const queue = new EventQueue()
    let turns = 0
    let isOver = false
    const turn = async () => {
      turns++
      if (!isOver) queue.add(turn)
    }
    queue.add(turn)
    await new Promise((resolve) => setTimeout(resolve, 5))
    isOver = true
    await queue.idle()
    assert.isAbove(turns, 100)
  })
})
