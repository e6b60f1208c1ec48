/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { configProvider } from '@adonisjs/core'
import type { ApplicationService } from '@adonisjs/core/types'
import { memoryTransport, ownTransport } from '../bus/main.ts'
import type { StoreBus } from '../bus/main.ts'
import { checkNames } from '../option_names.ts'
import type { OptionNames } from '../option_names.ts'
import type { StateStore } from './contract.ts'
import { E_STORE_CONTRACT } from './exceptions.ts'
import type { OpenStore, StoreProvider } from './factories.ts'

/** A store of an application's own. */
export interface StoreDefinition {
  /** Opens the store. Only processes that serve pages do. */
  store(app: ApplicationService): StateStore | Promise<StateStore>
  /**
   * Opens what carries messages between the processes that use the store. A store that several processes share needs it.
   * Processes without tabs, such as commands, open it alone.
   */
  bus?(app: ApplicationService): StoreBus | Promise<StoreBus>
  /**
   * Distinguishes the records from those of other applications in the same place: the name of a table, or a prefix.
   *
   * @default ''
   */
  scope?: string
}

const NAMES: OptionNames<StoreDefinition> = { store: true, bus: true, scope: true }

/**
 * Defines a store of your own for `stores` in `config/reflex.ts`.
 *
 * @returns what `stores.redis()` and the others return
 * @throws E_INVALID_CONFIG for an option that does not exist; when it is opened, E_STORE_CONTRACT for a store that
 *   cannot be used as it describes itself
 *
 * @example
 * ```ts
 * export function mongoStore(config: MongoConfig) {
 *   return defineStore({
 *     store: () => new MongoStore(config),
 *     bus: () => ({ transport: new NatsTransport(config.nats) }),
 *     scope: config.collection,
 *   })
 * }
 * ```
 */
export function defineStore(definition: StoreDefinition): StoreProvider {
  checkNames('defineStore', definition, NAMES)
  const { scope = '' } = definition
  const openBus =
    definition.bus && (async (app: ApplicationService) => ownTransport(await definition.bus!(app)))
  const provider: StoreProvider = configProvider.create(async (app): Promise<OpenStore> => {
    const store = await definition.store(app)
    try {
      check(store, openBus !== undefined)
      const transport = openBus ? await openBus(app) : memoryTransport()
      return { store, transport, scope }
    } catch (error) {
      await store.close()
      throw error
    }
  })
  if (openBus) provider.news = async (app) => ({ transport: await openBus(app), scope })
  return provider
}

/** @throws E_STORE_CONTRACT */
function check({ shared, lasting }: StateStore, hasBus: boolean): void {
  if (shared && !lasting) {
    throw new E_STORE_CONTRACT(['it is shared, and must be lasting then: other processes read it'])
  }
  if (shared && !hasBus) {
    throw new E_STORE_CONTRACT([
      'it is shared, and has no bus: its processes have to tell each other what happens. Add bus() to defineStore()',
    ])
  }
}
