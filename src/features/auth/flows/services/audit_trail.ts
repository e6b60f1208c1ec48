/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Logger } from '@adonisjs/core/logger'
import type { EmitterService } from '@adonisjs/core/types'
import type { AuthFlowEvents } from '../events.ts'

/** Tells the application what happens to accounts. */
export class AuditTrail {
  #emitter: EmitterService
  #logger: Logger

  constructor(emitter: EmitterService, logger: Logger) {
    this.#emitter = emitter
    this.#logger = logger
  }

  /** A listener that fails is logged: what has happened has happened. */
  tell<K extends keyof AuthFlowEvents>(name: K, event: AuthFlowEvents[K]): void {
    const told = this.#emitter.emit(name, event as never)
    told.catch((error: unknown) => {
      this.#logger.error({ err: error as Error }, 'A listener of "%s" has failed', name)
    })
  }
}
