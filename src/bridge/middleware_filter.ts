/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ApplicationService } from '@adonisjs/core/types'
import type { HttpContext, Router, Server } from '@adonisjs/core/http'
import {
  AUTH_INITIALIZER,
  FILE_SERVERS,
  importInstalled,
  middlewareEntries,
  middlewareOf,
  SESSION_MIDDLEWARE,
  STATELESS,
} from '../adonis/main.ts'
import { debug } from '../debug.ts'
import type { MiddlewareEntry, MiddlewareInstance } from '../adonis/main.ts'
import { EventRequest } from './event_request.ts'
import type { Exchange } from './exchange.ts'
import { traced } from '../telemetry/main.ts'
import type { MiddlewareTime } from '../telemetry/main.ts'
import type { UserCache } from './user_cache.ts'

/** A module whose default export is a middleware, as `bridge.skip` lists it. */
export type LazyMiddleware = () => Promise<{ default: unknown }>

/** Ends sessions of an earlier password. */
const PASSWORD_CHECK = 'reflex-adonis/auth/session_middleware'

/** What `static bridge = 'auth'` runs, beside the named middleware of the page. */
const IDENTITY = [SESSION_MIDDLEWARE, AUTH_INITIALIZER, PASSWORD_CHECK]

/**
 * Leaves single middleware out for events. HTTP requests are not affected.
 */
export class MiddlewareFilter {
  #app: ApplicationService
  #seen = new WeakSet<object>()
  #skipped = new Set<unknown>()
  #identity = new Set<unknown>()
  #shared = new Map<unknown, MiddlewareInstance>()
  #users: UserCache | undefined
  #authInitializer: unknown

  /**
   * @param users - keeps users between events, when that is wanted
   */
  constructor(app: ApplicationService, users: UserCache | undefined) {
    this.#app = app
    this.#users = users
  }

  /**
   * Wraps the middleware of a booted server.
   *
   * @param skip - middleware that no event runs
   */
  async install(server: Server, router: Router, skip: LazyMiddleware[]): Promise<void> {
    const app = this.#app
    // For an event they would only cost a look-up
    for (const path of FILE_SERVERS) this.#skipped.add(await importInstalled(app, path))
    for (const path of IDENTITY) this.#identity.add(await importInstalled(app, path))
    // Events share one instance: to construct them through the container for each request costs as
    // much as they do (shield's provider imports Edge each time)
    for (const path of STATELESS) {
      const middleware = await importInstalled(app, path)
      if (middleware !== undefined) {
        this.#shared.set(middleware, await app.container.make(middleware as never))
      }
    }
    for (const load of skip) {
      const module = await load()
      this.#skipped.add(module.default)
    }
    this.#authInitializer = await importInstalled(app, AUTH_INITIALIZER)
    this.#skipped.delete(undefined)
    this.#identity.delete(undefined)

    for (const entry of middlewareEntries(server, router)) await this.#wrap(entry)
  }

  async #wrap(entry: MiddlewareEntry): Promise<void> {
    if (this.#seen.has(entry)) return
    this.#seen.add(entry)
    const middleware = await middlewareOf(entry)
    const skipped = this.#skipped.has(middleware)
    const inAuth = 'args' in entry || this.#identity.has(middleware)
    const shared = this.#shared.get(middleware)
    const name = (middleware as { name?: string } | undefined)?.name ?? 'anonymous'
    debug(
      'middleware %s: %s',
      name,
      skipped ? 'skipped by events' : shared ? 'shared' : 'made anew'
    )
    const seeds = this.#users !== undefined && middleware === this.#authInitializer
    const { handle } = entry
    entry.handle = (resolver, ctx, next, ...rest) => {
      if (ctx.request instanceof EventRequest) {
        const { exchange } = ctx.request
        // In place of the whole stack: the first middleware leads straight to the work
        if (exchange.mode === 'bare') return exchange.run(ctx)
        if (skipped || (exchange.mode === 'auth' && !inAuth)) return next()
        const call = (following: () => unknown): unknown =>
          shared
            ? shared.handle(ctx, following, ...rest)
            : handle(resolver, ctx, following, ...rest)
        const onward = seeds ? () => this.#seed(exchange, ctx, next) : next
        return exchange.times ? measure(exchange.times, name, call, onward) : call(onward)
      }
      return handle(resolver, ctx, next, ...rest)
    }
  }

  async #seed(exchange: Exchange, ctx: HttpContext, next: () => unknown): Promise<unknown> {
    await this.#users!.seed(exchange.visitor, ctx)
    return next()
  }
}

/** Runs a middleware and notes its own time: without what it has called. */
async function measure(
  times: MiddlewareTime[],
  name: string,
  call: (next: () => unknown) => unknown,
  next: () => unknown
): Promise<unknown> {
  const entry = { name, time: 0 }
  times.push(entry)
  const start = performance.now()
  let inside = 0
  const timed = async () =>
    call(async () => {
      const entered = performance.now()
      try {
        return await next()
      } finally {
        inside += performance.now() - entered
      }
    })
  try {
    return await traced('middleware', () => ({ name }), timed)
  } finally {
    entry.time = performance.now() - start - inside
  }
}
