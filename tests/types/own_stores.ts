/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Stores and buses of the application's own
|--------------------------------------------------------------------------
|
| Nothing here runs. `tsc` reads it, and fails where an error that is
| expected does not come.
|
*/

import { defineConfig, defineStore } from '../../index.ts'
import type { MessageTransport, StateStore, StoreBus, StoreProvider } from '../../src/types.ts'

interface MongoConfig {
  url: string
}

declare class MongoStore implements StateStore {
  constructor(config: MongoConfig)
  lasting: boolean
  shared: boolean
  start: StateStore['start']
  claim: StateStore['claim']
  acquire: StateStore['acquire']
  read: StateStore['read']
  holder: StateStore['holder']
  write: StateStore['write']
  writeAll: StateStore['writeAll']
  release: StateStore['release']
  touch: StateStore['touch']
  remove: StateStore['remove']
  once: StateStore['once']
  check: StateStore['check']
  close: StateStore['close']
}

declare const transport: MessageTransport

function mongo(config: MongoConfig): StoreProvider {
  return defineStore({
    store: async (app) => {
      await app.container.make('logger')
      return new MongoStore(config)
    },
    bus: (): StoreBus => ({ transport, isReady: () => true }),
    scope: config.url,
  })
}

defineConfig({ store: 'mongo', stores: { mongo: mongo({ url: 'mongodb://localhost' }) } })
// @ts-expect-error: there is no store of that name
defineConfig({ store: 'mongodb', stores: { mongo: mongo({ url: 'mongodb://localhost' }) } })
// @ts-expect-error: the factory has its own config
mongo({ uri: 'mongodb://localhost' })
// @ts-expect-error: a store has all methods
defineStore({ store: () => ({ lasting: true, shared: true }) })
// @ts-expect-error: a bus has a transport
defineStore({ store: () => new MongoStore({ url: '' }), bus: () => ({ isReady: () => true }) })
// @ts-expect-error: a store is not a provider
defineConfig({ stores: { mongo: new MongoStore({ url: '' }) } })
