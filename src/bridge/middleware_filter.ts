/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ApplicationService } from '@adonisjs/core/types'
import type { HttpContext, Router, Server } from '@adonisjs/core/http'
import { EventRequest } from './event_request.ts'
import type { Exchange } from './exchange.ts'
import { traced } from '../telemetry/main.ts'
import type { MiddlewareTime } from '../telemetry/main.ts'
import type { UserCache } from './user_cache.ts'

/** A middleware as the server and its routes keep it. */
interface MiddlewareEntry {
  /** Only named middleware has the key: what it was called with. */
  args?: unknown
  reference: unknown
  handle: (resolver: unknown, ctx: HttpContext, next: () => unknown, ...rest: unknown[]) => unknown
}

/** A module whose default export is a middleware, as `bridge.skip` lists it. */
export type LazyMiddleware = () => Promise<{ default: unknown }>

const AUTH_INITIALIZER = '@adonisjs/auth/initialize_auth_middleware'

/** They serve files: for an event they would only cost a look-up. */
const FILE_SERVERS = ['@adonisjs/static/static_middleware', '@adonisjs/vite/vite_middleware']

/** What `static bridge = 'auth'` runs, beside the named middleware of the page. */
const IDENTITY = ['@adonisjs/session/session_middleware', AUTH_INITIALIZER]

/**
 * Middleware of Adonis itself that keeps nothing of a request in its instance. Events share one
 * instance: to construct them through the container for each request costs as much as they do
 * (shield's provider imports Edge each time).
 */
const SHARED = [
  '@adonisjs/core/bodyparser_middleware',
  '@adonisjs/session/session_middleware',
  '@adonisjs/shield/shield_middleware',
  AUTH_INITIALIZER,
]

interface MiddlewareInstance {
  handle(ctx: HttpContext, next: () => unknown, ...rest: unknown[]): unknown
}

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
    for (const path of FILE_SERVERS) this.#skipped.add(await this.#importInstalled(path))
    for (const path of IDENTITY) this.#identity.add(await this.#importInstalled(path))
    for (const path of SHARED) {
      const middleware = await this.#importInstalled(path)
      if (middleware !== undefined) {
        this.#shared.set(middleware, await this.#app.container.make(middleware as never))
      }
    }
    for (const load of skip) {
      const module = await load()
      this.#skipped.add(module.default)
    }
    this.#authInitializer = await this.#importInstalled(AUTH_INITIALIZER)
    this.#skipped.delete(undefined)
    this.#identity.delete(undefined)

    for (const entry of server.getMiddlewareList()) await this.#wrap(entry)
    for (const routes of Object.values(router.toJSON())) {
      for (const route of routes) {
        for (const entry of route.middleware.all()) await this.#wrap(entry)
      }
    }
  }

  async #wrap(candidate: unknown): Promise<void> {
    if (!isEntry(candidate) || this.#seen.has(candidate)) return
    this.#seen.add(candidate)
    const middleware = await resolveReference(candidate.reference)
    const skipped = this.#skipped.has(middleware)
    const inAuth = 'args' in candidate || this.#identity.has(middleware)
    const shared = this.#shared.get(middleware)
    const name = (middleware as { name?: string } | undefined)?.name ?? 'anonymous'
    const seeds = this.#users !== undefined && middleware === this.#authInitializer
    const { handle } = candidate
    candidate.handle = (resolver, ctx, next, ...rest) => {
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

  /** The default export of a package's module; undefined when the package is not installed. */
  async #importInstalled(path: string): Promise<unknown> {
    try {
      return ((await this.#app.import(path)) as { default: unknown }).default
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined
      throw error
    }
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

function isEntry(value: unknown): value is MiddlewareEntry {
  return typeof value === 'object' && value !== null && 'handle' in value && 'reference' in value
}

/** The class of a middleware: what is registered may be a function that imports it. */
async function resolveReference(reference: unknown): Promise<unknown> {
  if (typeof reference !== 'function' || isClass(reference)) return reference
  const module: unknown = await (reference as () => unknown)()
  return (module as { default?: unknown }).default
}

function isClass(value: object): boolean {
  const descriptor = Object.getOwnPropertyDescriptor(value, 'prototype')
  return descriptor !== undefined && descriptor.writable === false
}
