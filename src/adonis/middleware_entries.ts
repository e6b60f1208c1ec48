/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ApplicationService } from '@adonisjs/core/types'
import type { HttpContext, Router, Server } from '@adonisjs/core/http'

/** A middleware as the server and its routes keep it. */
export interface MiddlewareEntry {
  /** Only named middleware has the key: what it was called with. */
  args?: unknown
  reference: unknown
  handle: (resolver: unknown, ctx: HttpContext, next: () => unknown, ...rest: unknown[]) => unknown
}

export interface MiddlewareInstance {
  handle(ctx: HttpContext, next: () => unknown, ...rest: unknown[]): unknown
}

/** Makes `ctx.auth`. */
export const AUTH_INITIALIZER = '@adonisjs/auth/initialize_auth_middleware'

/** Opens `ctx.session`, and stores it. */
export const SESSION_MIDDLEWARE = '@adonisjs/session/session_middleware'

/** They serve files. */
export const FILE_SERVERS = ['@adonisjs/static/static_middleware', '@adonisjs/vite/vite_middleware']

/** Middleware of Adonis that keeps nothing of a request in its instance. */
export const STATELESS = [
  '@adonisjs/core/bodyparser_middleware',
  SESSION_MIDDLEWARE,
  '@adonisjs/shield/shield_middleware',
  AUTH_INITIALIZER,
]

/** All middleware of a booted server and of its routes. What routes have in common comes once for each. */
export function middlewareEntries(server: Server, router: Router): MiddlewareEntry[] {
  const routes = Object.values(router.toJSON()).flat()
  const all: unknown[] = [
    ...server.getMiddlewareList(),
    ...routes.flatMap(({ middleware }) => [...middleware.all()]),
  ]
  return all.filter(isEntry)
}

function isEntry(value: unknown): value is MiddlewareEntry {
  return typeof value === 'object' && value !== null && 'handle' in value && 'reference' in value
}

/** The class of a middleware: what is registered may be a function that imports it. */
export async function middlewareOf({ reference }: MiddlewareEntry): Promise<unknown> {
  if (typeof reference !== 'function' || isClass(reference)) return reference
  const module: unknown = await (reference as () => unknown)()
  return (module as { default?: unknown }).default
}

function isClass(value: object): boolean {
  const descriptor = Object.getOwnPropertyDescriptor(value, 'prototype')
  return descriptor !== undefined && descriptor.writable === false
}

/** The default export of a module of a package; undefined when the package is not installed. */
export async function importInstalled(app: ApplicationService, path: string): Promise<unknown> {
  try {
    return ((await app.import(path)) as { default: unknown }).default
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined
    throw error
  }
}
