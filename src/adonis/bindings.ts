/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { ApplicationService } from '@adonisjs/core/types'
import type { Redis, RedisOptions } from 'ioredis'
import type { Auth } from './context.ts'

/** A connection of `@adonisjs/redis`. */
export interface RedisConnection {
  ioConnection: Redis
}

/** What is used of the manager of `@adonisjs/redis`. */
export interface RedisManager {
  managerConfig: { connection: string; connections: Record<string, RedisOptions> }
  activeConnections: Record<string, RedisConnection>
  on(event: 'connection', listener: (connection: RedisConnection) => void): void
}

/** What a request has to bring so that a guard takes it for one of its user. */
export interface GuardRequest {
  headers?: Record<string, string>
  cookies?: Record<string, unknown>
  session?: Record<string, unknown>
}

/** What is used of the manager of `@adonisjs/auth`. */
export interface AuthManager {
  createAuthenticator(ctx: HttpContext): Auth
  /** Its guards by name. */
  config: { guards: object }
  createAuthenticatorClient(): {
    use(guard?: string): { authenticateAsClient(user: object): Promise<GuardRequest> }
  }
}

/** What is used of the manager of `@adonisjs/i18n`. */
export interface I18nManager {
  defaultLocale: string
  locale(name: string): { locale: string }
}

/** What is used of `@adonisjs/lucid`. */
export interface Database {
  prettyPrint: unknown
  manager: {
    connections: Map<
      string,
      { config: { debug?: boolean }; connection?: { config: { debug?: boolean } } }
    >
  }
}

/** What packages that an application may have bind to its container. */
interface Bindings {
  'redis': RedisManager
  'auth.manager': AuthManager
  'i18n': I18nManager
  'lucid.db': Database
}

/** What an optional package has bound; undefined in an application without it. */
export async function findBinding<Name extends keyof Bindings>(
  app: ApplicationService,
  name: Name
): Promise<Bindings[Name] | undefined> {
  const container = app.container as unknown as {
    hasBinding(name: string): boolean
    make(name: string): Promise<unknown>
  }
  if (!container.hasBinding(name)) return undefined
  return (await container.make(name)) as Bindings[Name]
}
