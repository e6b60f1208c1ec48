/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { CleanUps } from '../../../src/testing/clean_ups.ts'
import type { EndingTest } from '../../../src/testing/clean_ups.ts'
import type { Harness } from '../../../src/testing/harness.ts'
import { emptyRooms } from '../../../src/testing/test_room.ts'

/** A test that ends as Japa's do: from the last clean-up to the first, as far as none throws. */
class Ending implements EndingTest {
  #cleanUps: (() => Promise<void>)[] = []

  cleanup(work: () => Promise<void>): void {
    this.#cleanUps.push(work)
  }

  async end(): Promise<void> {
    for (const work of this.#cleanUps.splice(0).reverse()) await work()
  }
}

test.group('The clean-ups of a test', (group) => {
  let done: string[]
  let cleanUps: CleanUps
  let ending: Ending

  const closes = (name: string) => async () => void done.push(name)
  const fails = (name: string) => async () => {
    throw new Error(name)
  }

  group.each.setup(() => {
    done = []
    cleanUps = new CleanUps(closes('last'))
    ending = new Ending()
  })

  test('run where one of them throws, and so do those of the test itself', async ({ assert }) => {
    cleanUps.watch(ending)
    ending.cleanup(closes('own'))
    cleanUps.after(ending, closes('first'))
    cleanUps.after(ending, fails('second'))
    cleanUps.after(ending, closes('third'))
    await assert.rejects(() => ending.end(), 'second')
    assert.deepEqual(done, ['third', 'first', 'own', 'last'])
  })

  test('say all that has failed', async ({ assert }) => {
    cleanUps = new CleanUps(fails('last'))
    cleanUps.after(ending, fails('first'))
    cleanUps.after(ending, closes('second'))
    const failure = await ending.end().catch((error: unknown) => error)
    assert.instanceOf(failure, AggregateError)
    const { errors, message } = failure as AggregateError
    assert.deepEqual(
      (errors as Error[]).map((error) => error.message),
      ['first', 'last']
    )
    assert.match(message, /^What the test has opened could not be closed:\nfirst\nlast$/)
  })

  test('run once for each run of a test, and the last for those that have opened something', async ({
    assert,
  }) => {
    cleanUps.watch(ending)
    await ending.end()
    assert.deepEqual(done, [])
    for (const run of ['first', 'second']) {
      cleanUps.watch(ending)
      cleanUps.after(ending)
      cleanUps.after(ending, closes(run))
      await ending.end()
    }
    assert.deepEqual(done, ['first', 'last', 'second', 'last'])
  })
})

test.group('The rooms of a test', () => {
  /** An application with two rooms that are not as they were in the beginning. */
  function harnessWith(options: { settled: Promise<void>; broken?: string; emptied: string[] }) {
    const definition = { id: 'RoomState', createVars: () => ({ lines: [] }) }
    const rooms = ['blue', 'red'].map((id) => {
      return { id, state: 'RoomState', readers: new Set(), vars: { lines: ['Hello'] } }
    })
    const newHold = () => {
      let held = ''
      return {
        async holdById(_: unknown, id: string) {
          if (id === options.broken) throw new Error(`${id} is broken`)
          held = id
          return { vars: {}, members: new Map() }
        },
        set() {},
        store: async () => void options.emptied.push(held),
        abort() {},
      }
    }
    const reflex = {
      states: { get: () => definition },
      rooms: {
        members: { settled: () => options.settled },
        all: () => rooms,
        newHold,
        publishAll() {},
      },
    }
    return { reflex } as unknown as Harness
  }

  test('are emptied where one of them cannot be', async ({ assert }) => {
    const emptied: string[] = []
    const harness = harnessWith({ settled: Promise.resolve(), broken: 'blue', emptied })
    await assert.rejects(() => emptyRooms(harness), 'blue is broken')
    assert.deepEqual(emptied, ['red'])
  })

  test('are emptied where somebody never leaves', async ({ assert }) => {
    const emptied: string[] = []
    const harness = harnessWith({ settled: new Promise(() => {}), emptied })
    await emptyRooms(harness, 1)
    assert.deepEqual(emptied, ['blue', 'red'])
  })
})
