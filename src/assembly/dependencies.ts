/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Encryption } from '@adonisjs/core/encryption'
import type { Router, Server } from '@adonisjs/core/http'
import type { Logger } from '@adonisjs/core/logger'
import type { ApplicationService, EmitterService } from '@adonisjs/core/types'
import type { Database } from '@adonisjs/lucid/database'
import type { ServerConfig } from '@adonisjs/core/types/http'
import type { DriveManager, I18nManager } from '../adonis/main.ts'
import type { NewsBus } from '../bus/main.ts'
import type { ResolvedReflexConfig } from '../define_config.ts'
import type { FileStorage } from '../features/uploads/main.ts'
import type { AssetUrls } from '../mount/main.ts'
import type { StateStore } from '../stores/main.ts'
import type { FormOptions } from '../tabs/main.ts'

/** What the package gets from the application. */
export interface ReflexDependencies {
  app: ApplicationService
  config: ResolvedReflexConfig
  server: Server
  router: Router
  encryption: Encryption
  logger: Logger
  emitter: EmitterService
  httpConfig: ServerConfig
  /** Where Vite puts its build, relative to the application root. */
  buildDirectory: string
  assets: AssetUrls
  /** What the body parser does to the fields of a form. */
  form: FormOptions
  /** Where tabs are kept. */
  store: StateStore
  /** News between the processes of the application. */
  bus: NewsBus
  /** The bus of the processes that serve pages: that of this one, or where it serves none, one that is opened for it. */
  news: () => Promise<Pick<NewsBus, 'publish'>>
  /** The database of the application, where it uses Lucid. */
  database: Database | undefined
  /** The messages of the application, where it uses `@adonisjs/i18n`. */
  i18n: I18nManager | undefined
  /** Where files of visitors are kept. */
  storage: FileStorage
  /** The disks of the application, where it has `@adonisjs/drive`. */
  drive: DriveManager | undefined
  /** The pages as the server loads them. */
  serverPages: ServerPages
  /** Name of the session cookie; undefined in an application without sessions. */
  sessionCookie: string | undefined
}

export interface ServerPages {
  /** Whether there is a build of the entry, or a development server that needs none. */
  has(entry: string): boolean
  load(entry: string): Promise<unknown>
}
