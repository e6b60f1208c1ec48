/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import vine from '@vinejs/vine'
import type { LucidModel, LucidRow } from '@adonisjs/lucid/types/model'
import type { AnyValidator, State } from '../../../state/main.ts'
import { stateId } from '../../../state/main.ts'
import { fieldRules } from './form_schema.ts'
import type { CountMode, FieldRules, ModelStateOptions, PolicyClass } from './types.ts'

/** Rows of a page where nobody says otherwise. */
const PER_PAGE = 20

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
  readonly version: string | undefined
  readonly deletedAt: string | undefined
  readonly sizes: readonly number[]
  readonly count: CountMode
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
    this.version = options.version
    this.deletedAt = options.deletedAt
    this.sizes = typeof perPage === 'number' ? [perPage] : perPage
    this.count = options.count ?? 'exact'
    this.prefix = options.prefix ?? ''
    const cells = propertiesOf(options.form)
    for (const name of this.editable) {
      const validator = cells.get(name)
      if (validator) this.#cells.set(name, validator)
    }
  }

  /** What may be written into one cell; undefined where nothing may. */
  cell(column: string): AnyValidator | undefined {
    return this.#cells.get(column)
  }

  /** Name of the primary key, as the class has it. */
  get key(): string {
    return this.model.primaryKey
  }

  keyOf(row: LucidRow): string | number {
    return (row as unknown as Record<string, string | number>)[this.key]
  }
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

/**
 * The settings of a model state.
 *
 * @throws TypeError for a class that `modelState()` has not made
 */
export function settingsOf(state: State): Settings {
  let current: object | null = state.constructor
  while (current) {
    const known = settings.get(current)
    if (known) return known
    current = Object.getPrototypeOf(current) as object | null
  }
  throw new TypeError(
    `${stateId(state.constructor)} extends ModelState. Write extends modelState(Model, options)`
  )
}
