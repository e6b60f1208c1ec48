/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Encryption } from '@adonisjs/core/encryption'
import { ExceptionHandler } from '@adonisjs/core/http'
import type { HttpContext, Router, Server } from '@adonisjs/core/http'
import type { ApplicationService } from '@adonisjs/core/types'
import type { ServerConfig } from '@adonisjs/core/types/http'
import { EventRequest } from './event_request.ts'
import { EventResponse } from './event_response.ts'
import { Exchange } from './exchange.ts'
import type { ExchangeMode, Outcome } from './exchange.ts'
import { deferView } from './lazy_view.ts'
import { MiddlewareFilter } from './middleware_filter.ts'
import type { LazyMiddleware } from './middleware_filter.ts'
import { SyntheticMessage, SyntheticReply } from './synthetic.ts'
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
    captureExceptions()
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
    const exchange = new Exchange(visitor, url, mode, this.#remembering(visitor, work), times)
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
    const createRequest = server.createRequest.bind(server)
    const createResponse = server.createResponse.bind(server)
    server.createRequest = (message, reply) => {
      if (!((message as unknown) instanceof EventMessage)) return createRequest(message, reply)
      const event = message as unknown as EventMessage
      return new EventRequest(
        event,
        reply as unknown as SyntheticReply,
        event.exchange,
        encryption,
        config,
        router.qs
      )
    }
    server.createResponse = (message, reply) => {
      if (!((message as unknown) instanceof EventMessage)) return createResponse(message, reply)
      const event = message as unknown as EventMessage
      return new EventResponse(
        event,
        reply as unknown as SyntheticReply,
        event.exchange,
        encryption,
        config,
        router,
        router.qs
      )
    }
    const createHttpContext = server.createHttpContext.bind(server)
    server.createHttpContext = (request, response, resolver) => {
      const ctx = createHttpContext(request, response, resolver)
      if (request instanceof EventRequest) deferView(ctx)
      return ctx
    }
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

const CAPTURES = Symbol.for('reflex.captures_exceptions')

/**
 * Lets the application's exception handler report an event's exception, and keeps it from drawing
 * a page for it. What handles itself (an unauthorized access redirects, an abort sets a status)
 * still does, and so does a handler class that decides before it calls `super.handle`.
 */
function captureExceptions(): void {
  const prototype = ExceptionHandler.prototype as ExceptionHandler & { [CAPTURES]?: true }
  if (prototype[CAPTURES]) return
  const { handle } = prototype
  Object.defineProperty(prototype, CAPTURES, { value: true })
  prototype.handle = async function (error: unknown, ctx: HttpContext) {
    if (!(ctx.request instanceof EventRequest)) return handle.call(this, error, ctx)
    ctx.request.exchange.error = error
    if (typeof (error as { handle?: unknown } | null)?.handle === 'function') {
      return handle.call(this, error, ctx)
    }
    ctx.response.status((error as { status?: number } | null)?.status ?? 500)
  }
}
