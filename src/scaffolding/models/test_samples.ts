/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { LucidModel } from '@adonisjs/lucid/types/model'
import type { ApplicationFacts } from './application_facts.ts'
import { describeModel } from './description.ts'
import type { Field, ModelDescription } from './description.ts'
import { sampleOf } from './samples.ts'
import { readTable } from './table.ts'
import type { TableColumn } from './table_types.ts'

/** A function of a test that makes a row which others belong to. */
export interface Maker {
  className: string
  specifier: string
  functionName: string
  /** Statements that make the rows which it belongs to. */
  rows: string[]
  /** Members of the object that it creates the row with. */
  values: string[]
}

/** What tests make rows of. */
export interface TestSamples {
  /** Those that are called first come last. */
  makers: Maker[]
  /** Statements that make the rows which a form names. */
  rows: string[]
  /** Members of an object with the fields of a form. */
  fields: string[]
  /** Why no test can be written. */
  problem?: string
}

/**
 * Says what a test sends as a form of a model, and how it makes the rows which that belongs to.
 *
 * @param users - the model of users, where rows or pages need one
 */
export async function samplesOf(
  facts: ApplicationFacts,
  description: ModelDescription,
  users: LucidModel | undefined
): Promise<TestSamples> {
  const makers = new Makers(facts, description.model)
  if (users) await makers.add(users)
  const { rows, values } = await makers.membersOf(description.fields, true)
  return { makers: makers.all, rows, fields: values, problem: makers.problem }
}

export function makerOf({ name }: LucidModel): string {
  return `make${name}`
}

class Makers {
  all: Maker[] = []
  problem: string | undefined
  #facts: ApplicationFacts
  #own: LucidModel
  #known = new Set<LucidModel>()

  constructor(facts: ApplicationFacts, own: LucidModel) {
    this.#facts = facts
    this.#own = own
  }

  async add(model: LucidModel): Promise<void> {
    if (this.#known.has(model) || model === this.#own) return
    this.#known.add(model)
    model.boot()
    const specifier = await this.#facts.specifierOf(model)
    const { app } = this.#facts
    const db = await app.container.make('lucid.db')
    const table = await readTable(db.connection(model.connection), model.table)
    if (specifier === undefined || table === undefined) {
      this.problem ??= `nobody can say how to make a row of ${model.name}`
      return
    }
    const columns: (Field & { declared?: string })[] = []
    for (const column of columnsToFill(model, table.columns)) {
      const declared = await this.#facts.declaredType(model, specifier, column.attribute)
      columns.push({ ...column, ...(declared !== undefined && { declared }) })
    }
    const members = await this.membersOf(columns, false)
    this.all.push({ className: model.name, specifier, functionName: makerOf(model), ...members })
  }

  /** Members of an object with values of columns, and the rows that those need. */
  async membersOf(
    columns: readonly (Field & { declared?: string })[],
    isForm: boolean
  ): Promise<{ rows: string[]; values: string[] }> {
    const rows: string[] = []
    const values: string[] = []
    for (const column of columns) {
      const { attribute, belongsTo, isRequired, unique } = column
      if (belongsTo === undefined) {
        values.push(
          `${attribute}: ${sampleOf({ ...column, isUnique: unique !== undefined }, isForm)}`
        )
      } else if (!isRequired) {
        if (isForm) values.push(`${attribute}: ''`)
      } else if (belongsTo.model === this.#own) {
        this.problem ??= `${attribute} needs a row of the same model`
      } else {
        await this.add(belongsTo.model)
        const { key } = belongsTo
        const name = key === attribute ? key : `${key}: ${attribute}`
        rows.push(`const { ${name} } = await ${makerOf(belongsTo.model)}()`)
        values.push(attribute)
      }
    }
    return { rows, values }
  }
}

/** The columns without which there is no row, secrets included. */
function columnsToFill(model: LucidModel, columns: ReadonlyMap<string, TableColumn>): Field[] {
  const described = describeModel(model, { name: model.table, columns, unique: [] })
  const hidden = described.leftOut
    .filter(({ isRequired, column }) => isRequired && column !== undefined)
    .filter(({ name }) => model.$hasColumn(name))
    .map(({ name, column }): Field => ({ ...column!, attribute: name, isRequired: true }))
  return [
    ...described.fields
      .filter(({ isRequired, hasDefault }) => isRequired && !hasDefault)
      // Whether it is unique costs a query, and other texts each time do no harm
      .map((field): Field => ({ ...field, unique: 'all' })),
    ...hidden,
  ]
}
