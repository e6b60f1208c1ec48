/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import fc from 'fast-check'
import { SET } from '../../../../src/protocol/main.ts'
import type { UpdateFrame } from '../../../../src/protocol/main.ts'
import { BrowserStorage } from '../../../../src/testing/browser/browser_storage.ts'
import { World, bootData, captureConsole, pageInfo } from '../../client/support.ts'

/** A tab and its server, with a line between them on which nothing arrives by itself. */
class SlowTab {
  readonly world: World
  #taken = 0
  #value = 0
  #frames: (() => void)[] = []
  #n = 0

  constructor(readonly storage: BrowserStorage) {
    this.world = new World({
      environment: { localStorage: storage },
      boot: {
        page: pageInfo({ states: ['TableState'] }),
        states: {
          ...bootData().states,
          TableState: { v: { value: 0 }, e: ['set'], k: { value: 'l' } },
        },
      },
    })
    this.world.connect()
    storage.onChange = () => this.world.signal('storage')
  }

  get value(): unknown {
    return this.world.client.store.state('TableState')!.vars.value
  }

  get stored(): unknown {
    return JSON.parse(this.storage.getItem('TableState.value') ?? '0')
  }

  /** What it has told of its storage. */
  get told(): number {
    return this.world.socket.of('event').filter(({ e }) => e === '$stored').length
  }

  set(value: number): void {
    void this.world.client.call('TableState', 'set', [value])
  }

  /** The server takes the next event. */
  serve(): boolean {
    const event = this.world.socket.of('event')[this.#taken]
    if (!event) return false
    this.#taken++
    const [given] = event.a!
    const value = event.e === 'set' ? (given as number) : (given as { value: number }).value
    const isSame = value === this.#value
    this.#value = value
    const n = ++this.#n
    const d: UpdateFrame['d'] = isSame ? {} : { TableState: [[SET, ['value'], value]] }
    this.#frames.push(() => this.world.socket.receive({ n, id: event.id, d }))
    return true
  }

  /** The browser gets the next frame. */
  hear(): boolean {
    const frame = this.#frames.shift()
    frame?.()
    return frame !== undefined
  }
}

test.group('Vars in the storage of several tabs', () => {
  test('are the same in all of them and in the storage, once all is quiet', async ({ assert }) => {
    await import('../../../../src/features/places/client/stored_vars.ts')
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('set', 'serve', 'hear'), fc.nat({ max: 2 })), {
          maxLength: 60,
        }),
        async (steps) => {
          const first = new BrowserStorage()
          const tabs = [first, new BrowserStorage({}, first), new BrowserStorage({}, first)].map(
            (storage) => new SlowTab(storage)
          )
          await new Promise((resolve) => setImmediate(resolve))
          let last = 0
          for (const [step, index] of steps) {
            if (step === 'set') tabs[index].set(++last)
            else if (step === 'serve') tabs[index].serve()
            else tabs[index].hear()
          }
          const move = () =>
            tabs.map((tab) => [tab.serve(), tab.hear()].some(Boolean)).some(Boolean)
          for (let round = 0; move(); round++) assert.isBelow(round, 1_000)
          for (const tab of tabs) {
            assert.equal(tab.value, tabs[0].value)
            assert.equal(tab.value, tab.stored)
            assert.isAtMost(tab.told, 2 * last)
          }
        }
      ),
      { numRuns: 150 }
    )
  })

  test('are the last of several writes that follow each other faster than the line', async ({
    assert,
  }) => {
    await import('../../../../src/features/places/client/stored_vars.ts')
    const storage = new BrowserStorage()
    const [writer, reader] = [new SlowTab(storage), new SlowTab(new BrowserStorage({}, storage))]
    await new Promise((resolve) => setImmediate(resolve))
    for (let value = 1; value <= 4; value++) {
      writer.set(value)
      writer.serve()
      writer.hear()
      // The other tab is told of each, and hears of the first when the second is stored
      if (value > 1) reader.serve()
      if (value > 2) reader.hear()
      assert.equal(storage.getItem('TableState.value'), String(value))
    }
    while ([reader.serve(), reader.hear(), writer.serve(), writer.hear()].some(Boolean));
    assert.deepEqual([writer.value, reader.value, reader.stored], [4, 4, 4])
  })
})

test.group('Vars that the storage has no room for', () => {
  test('stay what they are, and it is said once', async ({ assert, cleanup }) => {
    const lines = captureConsole('warn', cleanup)
    await import('../../../../src/features/places/client/stored_vars.ts')
    const tab = new SlowTab(new BrowserStorage({ 'TableState.value': '0' }))
    await new Promise((resolve) => setImmediate(resolve))
    tab.storage.setItem = () => {
      throw new DOMException('Too much', 'QuotaExceededError')
    }
    for (const value of [123456, 1234567]) {
      tab.set(value)
      tab.serve()
      tab.hear()
      // Another key has changed: what is stored is older than the var, and is not told
      tab.world.signal('storage')
      assert.equal(tab.value, value)
    }
    assert.equal(tab.told, 0)
    assert.deepEqual(lines, [
      '[reflex] TableState.value is not stored: the browser has no room for 6 characters.',
    ])
  })

  test('are told as a toast in development, as are those that the server does not take', async ({
    assert,
    cleanup,
  }) => {
    captureConsole('warn', cleanup)
    await import('../../../../src/features/places/client/stored_vars.ts')
    const world = new World({
      boot: {
        development: true,
        page: pageInfo({ states: ['TableState'] }),
        states: {
          ...bootData().states,
          TableState: { v: { value: 0 }, e: [], k: { value: 'l' } },
        },
      },
    })
    world.local.setItem('TableState.value', '"much too long"')
    const socket = world.connect()
    await new Promise((resolve) => setImmediate(resolve))
    socket.receive({ n: 1, id: 1, r: ['value'] })
    assert.deepEqual(
      world.client.toasts.list().map(({ message }) => message),
      ['TableState.value does not take what the browser has stored for it.']
    )
  })
})
