/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Encryption } from '@adonisjs/core/encryption'
import type { HttpContext, Router, Server } from '@adonisjs/core/http'
import type { ApplicationService } from '@adonisjs/core/types'
import type { ServerConfig } from '@adonisjs/core/types/http'
import { captureExceptions, deferView, replaceObjects } from '../adonis/main.ts'
import { EventRequest } from './event_request.ts'
import { EventResponse } from './event_response.ts'
import { Exchange } from './exchange.ts'
import type { ExchangeMode, Outcome } from './exchange.ts'
import { MiddlewareFilter } from './middleware_filter.ts'
import type { LazyMiddleware } from './middleware_filter.ts'
import { SyntheticMessage, SyntheticReply } from './synthetic.ts'
import { requestPath } from '../protocol/main.ts'
import type { MiddlewareTime } from '../telemetry/main.ts'
import { UserCache } from './user_cache.ts'
import type { Visitor } from './visitor.ts'

export interface BridgeOptions {
  app: ApplicationService
  server: Server
  router: Router
  encryption: Encryption
  config: ServerConfig
  skip: LazyMiddleware[]
  /** Milliseconds that a user is kept between events; undefined to ask for each. */
  userCache?: number
}

/** A message that carries its exchange to `createRequest` and `createResponse`. */
class EventMessage extends SyntheticMessage {
  constructor(
    readonly exchange: Exchange,
    headers: Visitor['headers']
  ) {
    super(exchange.url, headers, exchange.visitor.peer)
  }
}

/**
 * Runs events through the application's HTTP kernel, as GET requests to the page that they come
 * from. The kernel is the real one: `server.handle` with a request and a response of our own.
 */
export class Bridge {
  #options: BridgeOptions
  #ready: Promise<void> | undefined
  #users: UserCache | undefined

  constructor(options: BridgeOptions) {
    this.#options = options
    if (options.userCache !== undefined) this.#users = new UserCache(options.userCache)
    this.#overrideServer()
    captureExceptions(takeException)
  }

  /**
   * Runs one event.
   *
   * @param visitor - the browser behind the tab
   * @param url - path and query string of the page
   * @param mode - how much of the kernel runs
   * @param work - the event's own code; it runs where the page's route handler would
   * @param times - collects what each middleware costs, when somebody wants to know
   * @returns what the request came to, with what the work returned
   */
  async dispatch<T>(
    visitor: Visitor,
    url: string,
    mode: ExchangeMode,
    work: (ctx: HttpContext) => Promise<T>,
    times?: MiddlewareTime[]
  ): Promise<Outcome<T>> {
    await (this.#ready ??= this.#prepare())
    const path = requestPath(url)
    const exchange = new Exchange(visitor, path, mode, this.#remembering(visitor, work), times)
    // Each request gets headers of its own: the kernel writes its request id into them
    const message = new EventMessage(exchange, { ...visitor.headers })
    const reply = new SyntheticReply(message, visitor.peer)
    await this.#options.server.handle(message.asMessage(), reply.asReply())
    return outcomeOf(exchange, message, reply) as Outcome<T>
  }

  async #prepare(): Promise<void> {
    const { app, server, router, skip } = this.#options
    await server.boot()
    await new MiddlewareFilter(app, this.#users).install(server, router, skip)
  }

  /** The work of an event, which leaves its user for the next one where that is wanted. */
  #remembering<T>(
    visitor: Visitor,
    work: (ctx: HttpContext) => Promise<T>
  ): (ctx: HttpContext) => Promise<T> {
    const users = this.#users
    if (!users) return work
    return async (ctx) => {
      const value = await work(ctx)
      users.remember(visitor, ctx)
      return value
    }
  }

  #overrideServer(): void {
    const { server, router, encryption, config } = this.#options
    replaceObjects<EventMessage, SyntheticReply>(server, {
      owns: (message) => message instanceof EventMessage,
      request: (message, reply) =>
        new EventRequest(message, reply, message.exchange, encryption, config, router.qs),
      response: (message, reply) =>
        new EventResponse(message, reply, message.exchange, encryption, config, router, router.qs),
      contextMade(ctx) {
        if (ctx.request instanceof EventRequest) deferView(ctx)
      },
    })
  }
}

function outcomeOf(exchange: Exchange, message: EventMessage, reply: SyntheticReply): Outcome {
  const status = reply.statusCode
  const location = exchange.location
  return {
    result: exchange.result,
    reached: exchange.reached,
    status,
    redirect: status >= 300 && status < 400 ? location : undefined,
    error: exchange.error,
    requestId: message.headers['x-request-id'] as string | undefined,
  }
}

/** Notes the exception of an event. */
function takeException(error: unknown, { request }: HttpContext): boolean {
  if (!(request instanceof EventRequest)) return false
  request.exchange.error = error
  return true
}
