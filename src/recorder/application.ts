/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { basename, dirname, extname, posix } from 'node:path'

/** A class that a test imports. */
export interface ImportedClass {
  /** Name of the class. */
  name: string
  /** File, relative to the application root. */
  file: string
  /** Exported under its name, and not as the default. */
  isNamed?: boolean
}

export interface ApplicationOptions {
  /** State classes by the ids of the states. */
  states: ReadonlyMap<string, ImportedClass>
  /** Models by the names of their classes. */
  models: ReadonlyMap<string, ImportedClass>
  /** `imports` of package.json. */
  imports: Readonly<Record<string, unknown>>
  /** The file of the test, relative to the application root. */
  test: string
  /** It has Lucid: a transaction is around each test. */
  hasDatabase: boolean
}

/** What tests have under these names already. */
const TAKEN = ['assert', 'test', 'testUtils', 'visit']

/** What no name of a class has. */
const NOT_IN_NAMES = /[^\p{ID_Continue}$]/gu

/** What keeps tests apart. */
export interface Isolation {
  imports: string[]
  /** Lines at the beginning of the group. */
  setUp: string[]
}

/**
 * What a test knows of the application that it tests.
 */
export class Application {
  #options: ApplicationOptions
  /** Names of classes in tests, by where they are exported. */
  #names = new Map<string, string>()

  constructor(options: ApplicationOptions) {
    this.#options = options
  }

  /** The class of a state; undefined for a state of the package. */
  state(id: string): ImportedClass | undefined {
    return this.#options.states.get(id)
  }

  model(name: string): ImportedClass | undefined {
    return this.#options.models.get(name)
  }

  /** What tests call a class: classes of two folders may have one name. */
  nameOf({ name, file, isNamed }: ImportedClass): string {
    const of = isNamed ? `${file}\n${name}` : file
    const known = this.#names.get(of)
    if (known !== undefined) return known
    const base = name.replaceAll(NOT_IN_NAMES, '').replace(/^(?=\d|$)/, '_')
    const unique = firstFree(base, [...TAKEN, ...this.#names.values()])
    this.#names.set(of, unique)
    return unique
  }

  /** How a test imports a class. */
  statement(found: ImportedClass): string {
    const { name, file, isNamed } = found
    const own = this.nameOf(found)
    const named = own === name ? `{ ${name} }` : `{ ${name} as ${own} }`
    return `import ${isNamed ? named : own} from ${JSON.stringify(this.#specifier(file))}`
  }

  get isolation(): Isolation {
    if (!this.#options.hasDatabase) return { imports: [], setUp: [] }
    return {
      imports: ["import testUtils from '@adonisjs/core/services/test_utils'"],
      setUp: ['group.each.setup(() => testUtils.db().wrapInGlobalTransaction())'],
    }
  }

  /** By an alias of package.json, or by a path from the test. */
  #specifier(file: string): string {
    const bare = file.slice(0, -extname(file).length)
    for (const [alias, target] of Object.entries(this.#options.imports)) {
      if (typeof target !== 'string' || !alias.includes('*') || !target.includes('*')) continue
      const [before] = posix.normalize(target).split('*')
      if (bare.startsWith(before)) return alias.replace('*', bare.slice(before.length))
    }
    const path = posix.relative(dirname(this.#options.test), dirname(file))
    return `${path.startsWith('.') ? path : `./${path}`}/${basename(file)}`
  }
}

/** A name that nothing else has: the name itself, or the first with a number. */
export function firstFree(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name
  for (let number = 2; ; number++) {
    if (!taken.includes(`${name}${number}`)) return `${name}${number}`
  }
}
