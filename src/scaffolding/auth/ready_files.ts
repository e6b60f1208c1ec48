/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync } from 'node:fs'
import { glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, posix } from 'node:path'
import string from '@adonisjs/core/helpers/string'
import type { ApplicationService } from '@adonisjs/core/types'
import { stubsRoot } from '../../../stubs/main.ts'
import { writtenPage } from '../../features/auth/main.ts'
import { GENERATED, toUnix } from '../../pages/main.ts'
import { ApplicationFacts } from '../models/application_facts.ts'
import { pageStubsOf } from './auth_files.ts'
import { pageData } from './page_data.ts'
import { readReadyCall } from './ready_call.ts'
import type { ReadyCall } from './ready_call.ts'

const NOTE =
  '/* Written by reflex-adonis for reflex.auth(). A file of your own takes its place. */\n'

/** How states are imported, and where they are. */
const ALIAS = /^#states\//

/** Pages are compiled by Vite, which asks the nearest configuration how. */
const TSCONFIG = JSON.stringify({ compilerOptions: { jsx: 'react-jsx', module: 'ESNext' } })

/** Imports of a stub, all of which are of one line. */
const IMPORTS = /((?:from|import) ')([#.][^']*)(')/g

/**
 * The ready pages of an application, with what they import: the files that `make:auth` would write, in a folder that is
 * generated, as far as the application has none in their places.
 */
export class ReadyFiles {
  #app: ApplicationService
  #root: string

  constructor(app: ApplicationService) {
    this.#app = app
    this.#root = app.makePath()
  }

  /** Whether a change of the file, relative to the application root, may change some of them. */
  isConcerned(path: string): boolean {
    return /^(start\/|config\/|app\/models\/|app\/states\/auth\/|database\/schema\.ts|resources\/\w+\/auth\b)/.test(
      path
    )
  }

  /**
   * Writes them, and removes those that are not needed.
   *
   * @throws E_AUTH_PAGES where what the application says of them cannot be read
   */
  async write(): Promise<void> {
    const call = await readReadyCall(this.#root)
    const files = call ? await this.#render(call) : new Map<string, string>()
    for (const folder of Object.values(GENERATED)) {
      for await (const file of glob(`${folder}/**/*.*`, { cwd: this.#root })) {
        if (files.has(toUnix(file))) continue
        // Folders have dots, too, and may have been removed with one of those before
        await rm(join(this.#root, file), { recursive: true, force: true })
      }
    }
    for (const [file, text] of files) await this.#writeFile(file, text)
  }

  /** One that is as it should be is left alone: others watch it. */
  async #writeFile(file: string, text: string): Promise<void> {
    const path = join(this.#root, file)
    const before = await readFile(path, 'utf8').catch(() => undefined)
    if (before === text) return
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
  }

  async #render(call: ReadyCall): Promise<Map<string, string>> {
    const written = await this.#written(call)
    const owned = new Set([...call.own].map(writtenPage))
    const reached = new Set(
      [...written.keys()].filter((file) => file.startsWith('resources/pages/') && !owned.has(file))
    )
    const files = new Map([[`${GENERATED.browser}/tsconfig.json`, `${TSCONFIG}\n`]])
    for (const file of reached) {
      const text = written.get(file)!.replace(IMPORTS, (_, before, specifier, after) => {
        const target = targetOf(file, specifier)
        if (written.has(target)) reached.add(target)
        return before + specifierOf(file, specifier, target, written.has(target)) + after
      })
      files.set(generatedPath(file), file.endsWith('.css') ? text : NOTE + text)
    }
    return files
  }

  /** What `make:auth` would write, by path from the application root, without what is there already. */
  async #written({ features, prefix, userModel }: ReadyCall): Promise<Map<string, string>> {
    const facts = new ApplicationFacts(this.#app)
    const name = string.pascalCase(basename(userModel))
    const hasName = (await facts.declaredType({ name }, userModel, 'fullName')) !== undefined
    const data = await pageData(this.#root, { features, prefix, hasName })
    const stubs = await this.#app.stubs.create()
    const written = new Map<string, string>()
    for (const stub of pageStubsOf(features)) {
      const built = await stubs.build(`make/auth/${stub}.stub`, { source: stubsRoot })
      const { contents, destination } = await built.prepare(data)
      if (existsSync(destination)) continue
      written.set(toUnix(this.#app.relativePath(destination)), `${contents.trim()}\n`)
    }
    return written
  }
}

/** Where a file is in the generated folders. */
function generatedPath(file: string): string {
  return file.startsWith('app/')
    ? file.replace('app', GENERATED.server)
    : file.replace('resources', GENERATED.browser)
}

/** The file that an import of a stub means, as `make:auth` writes it. */
function targetOf(file: string, specifier: string): string {
  if (ALIAS.test(specifier)) return `${specifier.replace(ALIAS, 'app/states/')}.ts`
  const path = posix.join(posix.dirname(file), specifier)
  return path.endsWith('.css') ? path : `${path}.tsx`
}

/** How the generated file imports it, from where it is. */
function specifierOf(file: string, specifier: string, target: string, isReady: boolean): string {
  if (!isReady && ALIAS.test(specifier)) return specifier
  const place = isReady ? generatedPath(target) : target
  const path = posix.relative(posix.dirname(generatedPath(file)), place)
  return (path.startsWith('.') ? path : `./${path}`).replace(/\.tsx?$/, '')
}
