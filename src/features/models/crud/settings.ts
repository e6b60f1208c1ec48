/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import string from '@adonisjs/core/helpers/string'
import vine from '@vinejs/vine'
import type { LucidModel, LucidRow } from '@adonisjs/lucid/types/model'
import type { AnyValidator, State } from '../../../state/main.ts'
import { stateId } from '../../../state/main.ts'
import { ChoiceSettings } from './choice_settings.ts'
import { fieldRules } from './form_schema.ts'
import type {
  CountMode,
  FieldRules,
  ImportOptions,
  ModelStateOptions,
  PolicyClass,
} from './types.ts'

/** Rows of a page where nobody says otherwise. */
const PER_PAGE = 20

/** Bytes and rows of a file that is imported, where nobody says otherwise. */
const IMPORT = { bytes: '1mb', rows: 5_000 }

/** What may be imported, ready to be used. */
export interface ImportSettings {
  readonly headers: Readonly<Record<string, readonly string[]>>
  readonly unique: readonly string[]
  readonly bytes: number
  readonly rows: number
}

/** What is used of a validator of an object. */
interface ObjectValidator extends AnyValidator {
  schema: { getProperties?(): Record<string, { clone(): never }> }
}

/** The options of a model state, ready to be used. */
export class Settings {
  readonly model: LucidModel
  readonly row: ModelStateOptions<LucidModel>['row']
  readonly form: AnyValidator | undefined
  readonly fields: Readonly<Record<string, FieldRules>>
  readonly editable: ReadonlySet<string>
  readonly search: readonly string[]
  readonly sort: ReadonlySet<string>
  readonly filters: ReadonlyMap<string, AnyValidator>
  readonly owner: string | undefined
  readonly policy: PolicyClass | undefined
  readonly choices: ReadonlyMap<string, ChoiceSettings>
  readonly imports: ImportSettings | undefined
  readonly version: string | undefined
  readonly deletedAt: string | undefined
  readonly sizes: readonly number[]
  readonly count: CountMode
  readonly isStill: boolean
  readonly prefix: string
  readonly #cells = new Map<string, AnyValidator>()

  constructor(model: LucidModel, options: ModelStateOptions<LucidModel>) {
    const { perPage = PER_PAGE } = options
    this.model = model
    this.row = options.row
    this.form = options.form
    this.fields = options.form ? fieldRules(options.form) : {}
    this.editable = new Set(options.editable)
    this.search = options.search ?? []
    this.sort = new Set<string>(options.sort)
    this.filters = propertiesOf(options.filters)
    this.owner = options.owner
    this.policy = options.policy
    this.choices = new Map(
      Object.entries(options.choices ?? {}).map(([name, of]) => [
        name,
        new ChoiceSettings(name, of, options.owner),
      ])
    )
    this.imports = options.import && importSettings(options.import)
    this.version = options.version
    this.deletedAt = options.deletedAt
    this.sizes = typeof perPage === 'number' ? [perPage] : perPage
    this.count = options.count ?? 'exact'
    this.isStill = options.live === false
    this.prefix = options.prefix ?? ''
    const cells = propertiesOf(options.form)
    for (const name of [...this.editable, ...this.choices.keys()]) {
      const validator = cells.get(name)
      if (validator) this.#cells.set(name, validator)
    }
  }

  /** What may be written into one cell; undefined where nothing may. */
  cell(column: string): AnyValidator | undefined {
    return this.editable.has(column) ? this.#cells.get(column) : undefined
  }

  /** What the form says of one field with choices, without the others. */
  choiceField(name: string): AnyValidator | undefined {
    return this.#cells.get(name)
  }

  /** Name of the primary key, as the class has it. */
  get key(): string {
    return this.model.primaryKey
  }

  keyOf(row: LucidRow): string | number {
    return (row as unknown as Record<string, string | number>)[this.key]
  }
}

function importSettings(options: ImportOptions): ImportSettings {
  const { headers = {}, unique = [], bytes = IMPORT.bytes, rows = IMPORT.rows } = options
  const size = string.bytes.parse(bytes)
  if (size === null) throw new TypeError(`"${bytes}" is not a size. Write bytes, or "2mb"`)
  return { headers: headers as ImportSettings['headers'], unique, rows, bytes: size }
}

/** Validators of the properties of an object, each for an object with that property alone. */
function propertiesOf(validator: AnyValidator | undefined): Map<string, AnyValidator> {
  const properties = (validator as ObjectValidator | undefined)?.schema.getProperties?.() ?? {}
  return new Map(
    Object.entries(properties).map(([name, schema]) => [
      name,
      vine.create(vine.object({ [name]: schema.clone() })) as AnyValidator,
    ])
  )
}

const settings = new WeakMap<object, Settings>()

/** Notes the settings of a class. */
export function setSettings(of: object, to: Settings): void {
  settings.set(of, to)
}

/** The settings of a class, or of the nearest of its parents; undefined for one that `modelState()` has not made. */
export function settingsOfClass(State: object): Settings | undefined {
  let current: object | null = State
  while (current) {
    const known = settings.get(current)
    if (known) return known
    current = Object.getPrototypeOf(current) as object | null
  }
  return undefined
}

/**
 * The settings of a model state.
 *
 * @throws TypeError for a class that `modelState()` has not made
 */
export function settingsOf(state: State): Settings {
  const known = settingsOfClass(state.constructor)
  if (known) return known
  throw new TypeError(
    `${stateId(state.constructor)} extends ModelState. Write extends modelState(Model, options)`
  )
}
