/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { extname, join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { paramTypes } from './param_types.ts'

/** Where Adonis writes types of an application. */
const OUTPUT = '.adonisjs/server/messages.d.ts'

const CONFIG = 'config/i18n.ts'

/** Reads the text of a file, for the application at a path. */
type Reader = (text: string, root: string) => Promise<unknown>

/** Endings of files with messages. */
const READERS: Partial<Record<string, Reader>> = {
  '.json': async (text) => JSON.parse(text) as unknown,
  '.yaml': readYaml,
  '.yml': readYaml,
}

/** As the loader of `@adonisjs/i18n` does, with the package of the application, if it has such files. */
async function readYaml(text: string, root: string): Promise<unknown> {
  const file = createRequire(join(root, 'package.json')).resolve('yaml')
  const yaml = (await import(pathToFileURL(file).href)) as {
    default: { parse: (text: string) => unknown }
  }
  return yaml.default.parse(text)
}

/** The text of a property in a source file; undefined where it is none, or computed. */
function textIn(source: string | undefined, property: string): string | undefined {
  return new RegExp(`^\\s*${property}\\s*:\\s*(['"\`])([^'"\`$]+)\\1`, 'm').exec(source ?? '')?.[2]
}

/**
 * The language files of an application, as its types of messages are made of them.
 */
export class LanguageFiles {
  #root: string
  #warn: (message: string) => void
  #folder = 'resources/lang'
  /** The run that is under way. */
  #running: Promise<void> | undefined
  /** The one after it, which reads what has changed since. */
  #next: Promise<void> | undefined

  /**
   * @param root - absolute path of the application
   * @param warn - hears of what cannot be read
   */
  constructor(root: string, warn: (message: string) => void) {
    this.#root = root
    this.#warn = warn
  }

  /** Whether a change of the file, relative to the application root, changes types. */
  isConcerned(path: string): boolean {
    return path === CONFIG || path.startsWith(`${this.#folder}/`)
  }

  /**
   * Writes the file of types, or removes it if the application has no messages. One run at a time does
   * so: those that are asked for meanwhile are one run after it, so that the file is as the last change
   * has left the messages.
   */
  writeTypes(): Promise<void> {
    if (this.#next) return this.#next
    if (!this.#running) return this.#start()
    this.#next = this.#running
      .catch(() => {})
      .then(() => {
        this.#next = undefined
        return this.#start()
      })
    return this.#next
  }

  #start(): Promise<void> {
    const run = this.#write().finally(() => {
      if (this.#running === run) this.#running = undefined
    })
    return (this.#running = run)
  }

  async #write(): Promise<void> {
    const rcFile = await this.#read('adonisrc.ts')
    this.#folder = textIn(rcFile, 'languageFiles') ?? this.#folder
    const entries = await readdir(this.#path(this.#folder), { withFileTypes: true }).catch(() => [])
    const names = entries.map((entry) => (entry.isDirectory() ? entry.name : bare(entry.name)))
    const locales = [...new Set(names)].sort()
    const output = this.#path(OUTPUT)
    if (locales.length === 0) return rm(output, { force: true })
    const config = await this.#read(CONFIG)
    const types = typesOf(await this.#messages(textIn(config, 'defaultLocale') ?? 'en'), locales)
    if ((await this.#read(OUTPUT)) === types) return
    await mkdir(join(output, '..'), { recursive: true })
    await writeFile(output, types)
  }

  /** Params of the messages of a locale, by key. */
  async #messages(locale: string): Promise<Map<string, Map<string, string>>> {
    const folder = this.#path(join(this.#folder, locale))
    const names = await readdir(folder, { recursive: true }).catch(() => [])
    const files = names.map((name) => join(folder, name))
    const single = Object.keys(READERS).map((ending) => `${folder}${ending}`)
    const found = new Map<string, Map<string, string>>()
    for (const file of [...single, ...files.sort()]) {
      const read = READERS[extname(file)]
      const text = await readFile(file, 'utf8').catch(() => undefined)
      if (!read || text === undefined) continue
      const within = relative(folder, file)
      const prefix = within.startsWith('..') ? [] : bare(within).split(sep)
      const name = relative(this.#root, file)
      try {
        for (const [key, message] of flat(await read(text, this.#root), prefix)) {
          found.set(key, this.#paramsOf(key, message, locale, name))
        }
      } catch (error) {
        this.#warn(`Cannot read "${name}": ${(error as Error).message}`)
      }
    }
    return found
  }

  #paramsOf(key: string, message: string, locale: string, file: string): Map<string, string> {
    try {
      return paramTypes(message, locale)
    } catch (error) {
      this.#warn(`Cannot read the message "${key}" in "${file}": ${(error as Error).message}`)
      return new Map()
    }
  }

  #path(path: string): string {
    return join(this.#root, path)
  }

  #read(path: string): Promise<string | undefined> {
    return readFile(this.#path(path), 'utf8').catch(() => undefined)
  }
}

function bare(name: string): string {
  return name.slice(0, name.length - extname(name).length)
}

/** Messages by their whole key. */
function* flat(value: unknown, path: readonly string[]): Generator<[key: string, message: string]> {
  if (typeof value === 'string') yield [path.join('.'), value]
  if (typeof value !== 'object' || value === null) return
  for (const [name, child] of Object.entries(value)) yield* flat(child, [...path, name])
}

function typesOf(
  messages: ReadonlyMap<string, ReadonlyMap<string, string>>,
  locales: readonly string[]
): string {
  const lines = [...messages]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, params]) => {
      const members = [...params].map(([name, type]) => `${JSON.stringify(name)}: ${type}`)
      const type = members.length > 0 ? `{ ${members.join('; ')} }` : '{}'
      return `    ${JSON.stringify(key)}: ${type}`
    })
  return [
    '/* Written by reflex-adonis: the messages of the default locale, and the locales. */',
    "import 'reflex-adonis/types'",
    '',
    "declare module 'reflex-adonis/types' {",
    '  export interface Messages {',
    ...lines,
    '  }',
    '  export interface Locales {',
    ...locales.map((locale) => `    ${JSON.stringify(locale)}: true`),
    '  }',
    '}',
    '',
  ].join('\n')
}
