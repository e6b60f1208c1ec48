/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ApplicationService } from '@adonisjs/core/types'
import { MemoryTransport } from '@boringnode/bus/transports/memory'
import { test } from '@japa/runner'
import { NewsBus, ownTransport } from '../../../src/bus/main.ts'
import type { StoreBus } from '../../../src/bus/main.ts'
import { defineConfig } from '../../../src/define_config.ts'
import { defineStore, MemoryStore, storeErrors } from '../../../src/stores/main.ts'
import type { StateStore, StoreProvider } from '../../../src/stores/main.ts'
import { readDocuments } from '../../helpers/docs/documents.ts'
import { storeSuite } from './contract.ts'

/** The sample of the guide, as an application has it. */
interface Guide {
  TableStore: new () => StateStore
  tableStore: () => StoreProvider
}

const door = new URL('../../../src/stores/main.ts', import.meta.url).href
const app = {} as ApplicationService
let guide: Promise<Guide> | undefined

async function importGuide(): Promise<Guide> {
  const documents = await readDocuments()
  const samples = documents.flatMap((document) => document.samples)
  const { code } = samples.find(({ path }) => path === 'app/services/table_store.ts')!
  const folder = await mkdtemp(join(tmpdir(), 'reflex-store-'))
  const file = join(folder, 'table_store.ts')
  try {
    await writeFile(file, code.replace("from 'reflex-adonis'", `from '${door}'`))
    return (await import(pathToFileURL(file).href)) as Guide
  } finally {
    await rm(folder, { recursive: true })
  }
}

storeSuite('of the guide', async () => {
  const { TableStore } = await (guide ??= importGuide())
  const store = new TableStore()
  return { store, close: () => store.close() }
})

/** A store that says of itself what the test wants. */
function storeThat(of: Partial<StateStore>) {
  const closed: string[] = []
  const store = Object.assign(new MemoryStore(), of, {
    close: async () => void closed.push('store'),
  })
  return { store: store as StateStore, closed }
}

const bus = (): StoreBus => ({ transport: new MemoryTransport() })

test.group('A store that an application defines', () => {
  test('is one of the stores of its configuration', async ({ assert }) => {
    const { tableStore, TableStore } = await (guide ??= importGuide())
    const { store, stores } = defineConfig({ store: 'table', stores: { table: tableStore() } })
    assert.equal(store, 'table')
    const opened = await stores.table.resolver(app)
    assert.instanceOf(opened.store, TableStore)
    assert.isFalse(opened.transport.open)
    assert.equal(opened.scope, '')
    // Nobody else has to be told
    assert.isUndefined(stores.table.news)
  })

  test('gets the application, and opens its bus alone for a process without tabs', async ({
    assert,
  }) => {
    const asked: [string, unknown][] = []
    const { store } = storeThat({ shared: true, lasting: true })
    const provider = defineStore({
      store: async (from) => {
        asked.push(['store', from])
        return store
      },
      bus: (from) => {
        asked.push(['bus', from])
        return bus()
      },
      scope: 'tabs',
    })
    const news = await provider.news!(app)
    assert.deepEqual(asked, [['bus', app]])
    assert.equal(news.scope, 'tabs')
    // Others may be on it
    assert.isTrue(news.transport.open)
    const opened = await provider.resolver(app)
    assert.deepEqual(asked.slice(1), [
      ['store', app],
      ['bus', app],
    ])
    assert.equal(opened.store, store)
  })

  test('is refused, and closed, where it cannot be what it says', async ({ assert }) => {
    const wrong = [
      { of: { shared: true, lasting: true }, bus: undefined, problem: /has no bus/ },
      { of: { shared: true, lasting: false }, bus, problem: /must be lasting/ },
    ]
    for (const { of, bus: openBus, problem } of wrong) {
      const { store, closed } = storeThat(of)
      const { resolver } = defineStore({ store: () => store, bus: openBus })
      await assert.rejects(() => resolver(app), problem)
      await assert.rejects(() => resolver(app), storeErrors.E_STORE_CONTRACT)
      assert.deepEqual(closed, ['store', 'store'])
    }
    const { store, closed } = storeThat({ shared: true, lasting: true })
    const failing = defineStore({
      store: () => store,
      bus: () => Promise.reject(new Error('No bus')),
    })
    await assert.rejects(() => failing.resolver(app), 'No bus')
    assert.deepEqual(closed, ['store'])
  })

  test('has options that exist', ({ assert }) => {
    const odd = { store: () => new MemoryStore(), buss: bus }
    assert.throws(() => defineStore(odd as never), /defineStore/)
    assert.throws(
      () => defineConfig({ stores: { odd: odd as never } }),
      /stores\.redis\(\), stores\.file\(\) or defineStore\(\)/
    )
  })
})

test.group('A bus that an application defines', () => {
  test('carries messages to the other processes, and not back', async ({ assert }) => {
    const heard: string[] = []
    const buses = ['a', 'b'].map((name) => {
      const news = new NewsBus(ownTransport(bus()), console as never)
      return {
        news,
        listen: () => news.subscribe<string>('talk', (text) => void heard.push(`${name} ${text}`)),
      }
    })
    for (const { listen } of buses) await listen()
    await buses[0].news.publish('talk', 'hello')
    assert.deepEqual(heard, ['b hello'])
    for (const { news } of buses) await news.close()
  })

  test('is ready unless it says otherwise, and tells when messages begin to arrive', ({
    assert,
  }) => {
    const calls: (() => void)[] = []
    const transport = Object.assign(new MemoryTransport(), {
      onReconnect: (callback: () => void) => void calls.push(callback),
    })
    let told = 0
    const silent = ownTransport({ transport })
    silent.onListening(() => told++)
    assert.isTrue(silent.isReady())
    const own: (() => void)[] = []
    const telling = ownTransport({
      transport,
      isReady: () => false,
      onListening: (callback) => void own.push(callback),
    })
    telling.onListening(() => told++)
    assert.isFalse(telling.isReady())
    assert.deepEqual([calls.length, own.length], [1, 1])
    for (const call of [...calls, ...own]) call()
    assert.equal(told, 2)
  })
})
