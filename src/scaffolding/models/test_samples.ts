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
  /** What it takes: whose row it is. */
  parameter?: string
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
  /** The rows that a form names are those of the user. */
  isOwned: boolean
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
  const makers = new Makers(facts, description, users)
  if (users) await makers.add(users)
  const { rows, values } = await makers.membersOf(description.fields, true)
  const { all, problem } = makers
  const isOwned = rows.some((row) => row.includes('(user.'))
  return { makers: all, rows, fields: values, isOwned, problem }
}

export function makerOf({ name }: LucidModel): string {
  return `make${name}`
}

class Makers {
  all: Maker[] = []
  problem: string | undefined
  #facts: ApplicationFacts
  #own: LucidModel
  #owner: ModelDescription['owner']
  #users: LucidModel | undefined
  #known = new Set<LucidModel>()

  constructor(
    facts: ApplicationFacts,
    { model, owner }: ModelDescription,
    users: LucidModel | undefined
  ) {
    this.#facts = facts
    this.#users = users
    this.#own = model
    this.#owner = owner
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
    const owner = columns.find(({ attribute }) => attribute === this.#owner?.attribute)
    const members = await this.membersOf(
      columns.filter((column) => column !== owner),
      false
    )
    const maker = { className: model.name, specifier, functionName: makerOf(model), ...members }
    if (owner && this.#users && model !== this.#users) {
      const key = this.#owner?.belongsTo?.key ?? this.#users.primaryKey
      const { attribute } = owner
      const name = key === attribute ? key : `${key}: ${attribute}`
      maker.rows.push(
        `const { ${name} } = owner === undefined ? await ${makerOf(this.#users)}() : { ${key}: owner }`
      )
      maker.values.push(attribute)
      const parameter = `owner?: ${model.name}['${owner.attribute}']`
      this.all.push({ ...maker, parameter })
    } else this.all.push(maker)
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
        const user = column.choice?.isOwned
          ? `user.${this.#owner?.belongsTo?.key ?? this.#users?.primaryKey}`
          : ''
        rows.push(`const { ${name} } = await ${makerOf(belongsTo.model)}(${user})`)
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
