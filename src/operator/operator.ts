/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomBytes } from 'node:crypto'
import { Encryption } from '@adonisjs/core/encryption'
import type { ApplicationService } from '@adonisjs/core/types'
import { NewsBus, NewsSeal } from '../bus/main.ts'
import type { ResolvedReflexConfig } from '../define_config.ts'
import { Broadcasts, E_NO_BUS, ProcessCalls, RoomCalls, TabCalls } from '../operations/main.ts'

/**
 * Speaks to the processes of the application from one without tabs, such as a command.
 */
export class Operator {
  readonly tabs: TabCalls
  readonly rooms: RoomCalls
  readonly broadcasts: Broadcasts
  #close: () => Promise<unknown>

  private constructor(calls: ProcessCalls, close: () => Promise<unknown>) {
    this.tabs = new TabCalls(calls)
    this.rooms = new RoomCalls(calls)
    this.broadcasts = new Broadcasts(calls)
    this.#close = close
  }

  /**
   * @throws E_NO_BUS when the store is not one that processes share; E_STORE_REFUSED,
   *   E_STORE_UNAVAILABLE
   */
  static async connect(app: ApplicationService): Promise<Operator> {
    const config = app.config.get<ResolvedReflexConfig>('reflex')
    const name = config.store ?? (app.inDev ? 'file' : 'memory')
    const { store, transport, scope } = await config.stores[name].resolver(app)
    if (!store.shared) {
      await store.close()
      throw new E_NO_BUS([name])
    }
    const logger = await app.container.make('logger')
    const encryption = await app.container.make(Encryption)
    const bus = new NewsBus(transport, logger, NewsSeal.all(encryption, scope))
    const process = randomBytes(9).toString('base64url')
    const calls = new ProcessCalls({ process, bus, logger, serves: false })
    const close = () => Promise.all([bus.close(), store.close()])
    try {
      await store.start()
      await calls.listen()
    } catch (error) {
      await close()
      throw error
    }
    return new Operator(calls, close)
  }

  close(): Promise<unknown> {
    return this.#close()
  }
}
