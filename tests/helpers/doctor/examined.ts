/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AppFactory } from '@adonisjs/core/factories/app'
import { Router } from '@adonisjs/core/http'
import type { ApplicationService } from '@adonisjs/core/types'
import { EncryptionFactory } from '@adonisjs/core/factories/encryption'
import { QsParserFactory } from '@adonisjs/core/factories/http'
import { Places } from '../../../src/doctor/main.ts'
import type { Check, CheckContext, Expectations, Finding } from '../../../src/doctor/main.ts'
import { PageRegistry } from '../../../src/pages/main.ts'
import { StateRegistry } from '../../../src/state/main.ts'
import type { StateClass } from '../../../src/state/main.ts'

/** What an application has for a check. */
export interface ExaminedOptions {
  /** By their paths from the root. */
  files?: Record<string, string>
  /** As the files of `config` have it. */
  config?: Record<string, unknown>
  environment?: 'production' | 'development'
  /** State classes by their files. */
  states?: Record<string, StateClass>
  /** Ids of the states that guests reach. */
  open?: readonly string[]
  expected?: Partial<Expectations>
  context?: Partial<CheckContext>
}

/** An application that a check looks at. */
export class Examined {
  readonly folder: string
  readonly app: ApplicationService
  readonly context: CheckContext

  private constructor(folder: string, app: ApplicationService, context: CheckContext) {
    this.folder = folder
    this.app = app
    this.context = context
  }

  static async create(options: ExaminedOptions = {}): Promise<Examined> {
    const folder = await mkdtemp(join(tmpdir(), 'doctor-'))
    for (const [path, text] of Object.entries(options.files ?? {})) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    const root = pathToFileURL(`${folder}/`)
    const importer = (path: string) =>
      import(path.startsWith('.') ? new URL(path, root).href : path)
    const app = new AppFactory().create(root, importer) as ApplicationService
    const { environment = 'development', config = {} } = options
    // Only the environment of the process says it otherwise
    Object.defineProperty(app, 'inProduction', { value: environment === 'production' })
    app.useConfig(config)
    await app.init()
    await app.boot()
    const registry = new StateRegistry()
    const files = Object.entries(options.states ?? {}).map(([file, State]) => {
      return { id: registry.add(State).id, file, export: 'default' }
    })
    const places = new Places(root, files)
    const open = new Set(options.open)
    return new Examined(folder, app, {
      app,
      states: registry,
      pages: new PageRegistry(newRouter(app)),
      definitions: [],
      expected: { processes: 1, pageSize: 300 * 1_024, largeTable: 10_000, ...options.expected },
      placeOf: (id) => places.ofState(id),
      isOpen: (id) => open.has(id),
      find: (file, text) => places.find(file, text),
      ...options.context,
    })
  }

  async run(check: Check): Promise<Finding[]> {
    const found: Finding[] = []
    for await (const finding of await check.run(this.context)) found.push(finding)
    return found
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true })
  }
}

/** A router without routes. */
export function newRouter(app: ApplicationService): Router {
  const encryption = new EncryptionFactory().create()
  return new Router(app, encryption, new QsParserFactory().create())
}

/** What a check finds in an application that is there for it alone. */
export async function findingsOf(check: Check, options?: ExaminedOptions): Promise<Finding[]> {
  const examined = await Examined.create(options)
  try {
    return await examined.run(check)
  } finally {
    await examined.remove()
  }
}
