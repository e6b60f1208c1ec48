/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync } from 'node:fs'
import { glob, readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import string from '@adonisjs/core/helpers/string'
import type { ApplicationService } from '@adonisjs/core/types'
import type { LucidModel } from '@adonisjs/lucid/types/model'
import { callsIn, parse } from '../source.ts'
import { SERVED_SUITES, testDirectory } from '../test_directory.ts'

/** What files that are made of a model depend on in the application. */
export class ApplicationFacts {
  readonly app: ApplicationService

  constructor(app: ApplicationService) {
    this.app = app
  }

  /** Folder of the tests; undefined where there is no suite for them. */
  get testDirectory(): string | undefined {
    return testDirectory(this.app, SERVED_SUITES)
  }

  /** Whether `node ace configure @adonisjs/bouncer` has run. */
  async hasBouncer(): Promise<boolean> {
    return /['"]@adonisjs\/bouncer\/bouncer_provider['"]|['"]@adonisjs\/bouncer\/commands['"]/.test(
      await this.#read('adonisrc.ts')
    )
  }

  /** Whether pages can name the middleware `auth`. */
  async hasAuth(): Promise<boolean> {
    const kernel = await this.#read('start/kernel.ts')
    if (kernel === '') return false
    return callsIn(parse(kernel)).some(({ callee, arguments: [names] }) => {
      if (callee.type !== 'MemberExpression' || names?.type !== 'ObjectExpression') return false
      if (callee.property.type !== 'Identifier' || callee.property.name !== 'named') return false
      return names.properties.some(
        (each) =>
          each.type === 'Property' &&
          ((each.key.type === 'Identifier' && each.key.name === 'auth') ||
            (each.key.type === 'Literal' && each.key.value === 'auth'))
      )
    })
  }

  /** Whether the application has a package among its dependencies. */
  async hasPackage(name: string): Promise<boolean> {
    const text = await this.#read('package.json')
    const { dependencies = {} } = JSON.parse(text) as { dependencies?: Record<string, string> }
    return Object.hasOwn(dependencies, name)
  }

  /** Whether another folder has a state with the name of a file, and so the same id. */
  async hasNamesake(file: string): Promise<boolean> {
    const folder = this.app.makePath('app/states')
    const name = basename(file)
    for await (const other of glob(`**/${name}`, { cwd: folder })) {
      if (other.replaceAll('\\', '/') !== file) return true
    }
    return false
  }

  /** The model of users: `#models/user`, unless a relation says another one. */
  async userModel(): Promise<LucidModel | undefined> {
    if (!existsSync(this.app.modelsPath('user.ts'))) return undefined
    return this.app.importDefault('#models/user') as Promise<LucidModel>
  }

  /**
   * How others import a model.
   *
   * @returns undefined for one whose file is not named after it
   */
  async specifierOf({ name }: LucidModel): Promise<string | undefined> {
    const fileName = `${string.snakeCase(name)}.ts`
    const folder = this.app.modelsPath()
    for await (const file of glob(`**/${fileName}`, { cwd: folder })) {
      return `#models/${file.replaceAll('\\', '/').replace(/\.ts$/, '')}`
    }
    return undefined
  }

  /** What the class of a model says that an attribute holds, where its source says so plainly. */
  async declaredType(
    { name }: { name: string },
    specifier: string,
    attribute: string
  ): Promise<string | undefined> {
    const file = this.app.modelsPath(`${specifier.replace('#models/', '')}.ts`)
    const schemas = await this.#read('database/schema.ts')
    const ownSchema = schemas
      .split(/^export class /m)
      .find((each) => each.startsWith(`${name}Schema `))
    for (const text of [await this.#read(this.app.relativePath(file)), ownSchema ?? '']) {
      const found = new RegExp(`declare ${attribute}[?!]?: ([^\\n]+)`).exec(text)
      if (found) return found[1]
    }
    return undefined
  }

  /** Adds aliases of folders of the application to its `package.json`, those that it does not have. */
  async addAliases(folders: readonly string[]): Promise<string[]> {
    const text = await this.#read('package.json')
    const manifest = JSON.parse(text) as { imports?: Record<string, unknown> }
    const missing = folders.filter((folder) => manifest.imports?.[`#${folder}/*`] === undefined)
    if (missing.length === 0) return []
    const added = missing.map((folder) => [`#${folder}/*`, `./app/${folder}/*.js`])
    manifest.imports = { ...manifest.imports, ...Object.fromEntries(added) }
    const [, indent = '  '] = /^\{\r?\n([ \t]+)/.exec(text) ?? []
    await writeFile(
      this.app.makePath('package.json'),
      `${JSON.stringify(manifest, null, indent)}\n`
    )
    return missing.map((folder) => `#${folder}/*`)
  }

  #read(file: string): Promise<string> {
    return readFile(this.app.makePath(file), 'utf8').catch(() => '')
  }
}
