/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext, Server } from '@adonisjs/core/http'
import type { Logger } from '@adonisjs/core/logger'
import type { ApplicationService } from '@adonisjs/core/types'
import { onErrorHandler } from '../adonis/main.ts'
import type { LazyHandler } from '../adonis/main.ts'
import { nameInLog } from '../logging/main.ts'
import type { EventFields } from '../logging/main.ts'
import { messageOf } from '../tabs/main.ts'

interface Handler {
  report(error: unknown, ctx: HttpContext): unknown
}

/**
 * Reports errors of requests that are answered all the same, and of background events, with the
 * application's own exception handler.
 */
export class ErrorReporter {
  #app: ApplicationService
  #logger: Logger
  #load: LazyHandler | undefined
  #handler: Promise<Handler> | undefined

  constructor(app: ApplicationService, server: Server, logger: Logger) {
    this.#app = app
    this.#logger = logger
    onErrorHandler(server, (load) => (this.#load = load))
  }

  /**
   * It never throws.
   *
   * @param ctx - the request; where there was none, the log is told
   * @param of - the event that has failed, for the log
   */
  async report(error: unknown, ctx: HttpContext | undefined, of?: EventFields): Promise<void> {
    if (!ctx) {
      this.#logger.error({ err: error, ...of }, messageOf(error))
      return
    }
    if (of) nameInLog(ctx, of)
    try {
      if (!this.#load) throw error
      const handler = await (this.#handler ??= this.#make(this.#load))
      await handler.report(error, ctx)
    } catch (unreported) {
      this.#logger.error({ err: unreported }, 'an error could not be reported')
    }
  }

  async #make(load: LazyHandler): Promise<Handler> {
    const { default: Handler } = await load()
    return this.#app.container.make(Handler as never) as Promise<Handler>
  }
}
