/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Readable } from 'node:stream'
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

/** What is used of a guard besides what {@link Auth} has of it. */
export interface AuthGuard {
  authenticateAsClient(user: object): Promise<GuardRequest>
}

/** What is used of the manager of `@adonisjs/auth`. */
export interface AuthManager {
  createAuthenticator(ctx: HttpContext): Auth
  readonly defaultGuard: string
  /** Its guards by name. */
  config: { guards: Record<string, (ctx: HttpContext) => AuthGuard> }
}

/** What is used of the manager of `@adonisjs/i18n`. */
export interface I18nManager {
  defaultLocale: string
  locale(name: string): { locale: string }
  supportedLocales(): string[]
  /** The one that suits a header `accept-language` best; null where none does. */
  getSupportedLocaleFor(languages: string): string | null
  /** Messages by key. The object is another one when they were loaded again. */
  getTranslationsFor(locale: string): Record<string, unknown>
  getFallbackLocaleFor(locale: string): string
  getFormatter(): { name: string }
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

/** What is used of a disk of `@adonisjs/drive`. */
export interface DriveDisk {
  /** What it is configured with. */
  driver: { options?: { visibility?: 'public' | 'private' } }
  /** Takes a file of the file system over, which is gone afterwards. */
  moveFromFs(path: string, key: string, options?: { contentType?: string }): Promise<void>
  delete(key: string): Promise<void>
  exists(key: string): Promise<boolean>
  getMetaData(key: string): Promise<{ contentType?: string; contentLength: number }>
  getStream(key: string): Promise<Readable>
  putStream(key: string, stream: Readable, options?: DriveWriting): Promise<void>
  move(from: string, to: string, options?: DriveWriting): Promise<void>
  /** @param options - that the driver does not know go to what it signs */
  getSignedUploadUrl(
    key: string,
    options: { expiresIn: string; ContentLength: number }
  ): Promise<string>
  listAll(
    prefix: string,
    options: { recursive: boolean; paginationToken: string | undefined }
  ): Promise<{ objects: Iterable<{ key?: string }>; paginationToken?: string }>
}

/** How a file is written. What the driver does not know goes to the service of its disk. */
export interface DriveWriting {
  contentType?: string
  contentLength?: number
  visibility?: 'public' | 'private'
  [option: string]: unknown
}

/** What is used of the manager of `@adonisjs/drive`. */
export interface DriveManager {
  /** The default disk without a name. */
  use(disk?: string): DriveDisk
}

/** What packages that an application may have bind to its container. */
interface Bindings {
  'redis': RedisManager
  'auth.manager': AuthManager
  'i18n': I18nManager
  'lucid.db': Database
  'drive.manager': DriveManager
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
