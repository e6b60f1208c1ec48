/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { Task } from '../../../../../src/features/background/task.ts'
import { tidyUp } from '../../../../../src/features/models/crud/tidy_up.ts'

test.group('The end of a background event that has failed', () => {
  const start = () => {
    const task = new Task({ id: 1, state: 'ItemsState', event: 'removeSelected' }, undefined)
    const turns: (() => void)[] = []
    const inTurn = async <T>(work: () => Promise<T>) => {
      await new Promise<void>((resolve) => turns.push(resolve))
      return { value: await work() }
    }
    const state = {
      $update: (change: () => void) => task.update(inTurn, async () => change()),
    }
    const progress = { isRunning: true }
    const tidied = tidyUp(state as never, () => void (progress.isRunning = false))
    return { task, turns, progress, tidied }
  }
  const takeTurns = async (turns: (() => void)[]) => {
    for (let turn = 0; turn < 3; turn++) {
      await new Promise(setImmediate)
      turns.splice(0).forEach((pass) => pass())
    }
  }

  test('is shown', async ({ assert }) => {
    const { turns, progress, tidied } = start()
    await takeTurns(turns)
    await tidied
    assert.isFalse(progress.isRunning)
  })

  test('is shown where it is cancelled before its turn', async ({ assert }) => {
    const { task, turns, progress, tidied } = start()
    task.cancel('it was asked to end')
    await takeTurns(turns)
    await tidied
    assert.isFalse(progress.isRunning)
  })

  test('changes nothing once somebody else has signed in, and fails for nothing', async ({
    assert,
  }) => {
    const { task, turns, progress, tidied } = start()
    task.close('somebody has signed in')
    await takeTurns(turns)
    await tidied
    assert.isTrue(progress.isRunning)
  })

  test('is shown where it was cancelled before it failed', async ({ assert }) => {
    const task = new Task({ id: 1, state: 'ItemsState', event: 'removeSelected' }, undefined)
    const now = async <T>(work: () => Promise<T>) => ({ value: await work() })
    task.cancel('it was asked to end')
    let isRunning = true
    const state = { $update: (change: () => void) => task.update(now, async () => change()) }
    await tidyUp(state as never, () => void (isRunning = false))
    assert.isFalse(isRunning)
  })
})
