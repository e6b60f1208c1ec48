/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { LucidModel, ModelColumnOptions } from '@adonisjs/lucid/types/model'
import type { RelationshipsContract } from '@adonisjs/lucid/types/relations'
import type { Table, TableColumn } from './table_types.ts'

/** A relation that a column is the key of. */
export interface Reference {
  /** Name of the relation. */
  relation: string
  model: LucidModel
  /** Attribute of the other model that the column has. */
  key: string
}

/** Rows of another model that a field names by what people call them. */
export interface ChoiceOf {
  model: LucidModel
  /** How others import the model. */
  specifier: string
  /** Attribute of the other model with what a row is called. */
  label: string
  /** Its rows have the owner as well, and are those of the same user. */
  isOwned: boolean
}

/** A column that pages show and forms change. */
export interface Field extends TableColumn {
  /** As the class of the model calls it. */
  attribute: string
  isRequired: boolean
  /** In an index of its own, or together with the owner alone. */
  unique?: 'all' | 'owner'
  belongsTo?: Reference
  /** Where the rows that it belongs to have names. */
  choice?: ChoiceOf
}

/** A column that no page shows. */
export interface LeftOut {
  /** As the class calls it, or the table where the class does not have it. */
  name: string
  reason: string
  column?: TableColumn
  /** The model makes what the database stores of its value. */
  isPrepared: boolean
  /** Whether the class of the model has it. */
  isOfModel: boolean
  /** There is no row without it: the state gives it a value. */
  isRequired: boolean
}

/** What is made of a model. */
export interface ModelDescription {
  model: LucidModel
  table: Table
  key: string
  fields: Field[]
  leftOut: LeftOut[]
  owner?: { attribute: string; column: string; belongsTo?: Reference }
  version?: string
  deletedAt?: string
  /** Indexes of several columns, which no rule checks. */
  uncheckedIndexes: (readonly string[])[]
}

/** Columns that may say whose row it is. */
const OWNERS = ['user_id', 'owner_id']

const SECRET = /password|secret|token|remember|api_?key|salt|otp|two_?factor|recovery/i

/** The columns of a table that may say whose row it is. */
export function ownerCandidates(table: Table): string[] {
  return OWNERS.filter((name) => table.columns.has(name))
}

/**
 * Says which columns of a model pages show, which they do not, and why.
 *
 * @param owner - attribute or column with the id of the user whose row it is
 * @throws Error where there is no such column
 */
export function describeModel(model: LucidModel, table: Table, owner?: string): ModelDescription {
  model.boot()
  const attributes = [...model.$columnsDefinitions]
  const ownerOf = owner === undefined ? undefined : ownerAttribute(attributes, owner)
  if (owner !== undefined && ownerOf === undefined) {
    const known = attributes.map(([, { columnName }]) => columnName)
    throw new Error(`There is no column "${owner}". There are: ${known.join(', ')}`)
  }
  const has = (name: string) => attributes.some(([attribute]) => attribute === name)
  const description: ModelDescription = {
    model,
    table,
    key: model.primaryKey,
    fields: [],
    leftOut: [],
    uncheckedIndexes: [],
    ...(ownerOf && { owner: { ...ownerOf, belongsTo: referenceOf(model, ownerOf.attribute) } }),
    ...(has('updatedAt') && { version: 'updatedAt' }),
    ...(has('deletedAt') && { deletedAt: 'deletedAt' }),
  }
  // As the table has them: a generated class has them by the alphabet
  const order = [...table.columns.keys()]
  const place = ({ columnName }: ModelColumnOptions) => order.indexOf(columnName)
  for (const [attribute, options] of attributes.toSorted(
    ([, one], [, other]) => place(one) - place(other)
  )) {
    if (!options.isPrimary) addColumn(description, attribute, options)
  }
  for (const [name, column] of table.columns) {
    if (attributes.some(([, { columnName }]) => columnName === name)) continue
    const isRequired = !column.isNullable && !column.hasDefault
    const reason = 'the model does not have it'
    description.leftOut.push({
      name,
      reason,
      column,
      isRequired,
      isPrepared: false,
      isOfModel: false,
    })
  }
  noteUnique(description)
  return description
}

function ownerAttribute(attributes: [string, ModelColumnOptions][], owner: string) {
  const found = attributes.find(
    ([attribute, { columnName }]) => attribute === owner || columnName === owner
  )
  return found && { attribute: found[0], column: found[1].columnName }
}

function addColumn(
  description: ModelDescription,
  attribute: string,
  options: ModelColumnOptions
): void {
  const column = description.table.columns.get(options.columnName)
  const { autoCreate, autoUpdate } = (options.meta ?? {}) as Record<string, unknown>
  const isFilled =
    autoCreate === true || autoUpdate === true || attribute === description.owner?.attribute
  const isRequired = column !== undefined && !column.isNullable && !column.hasDefault && !isFilled
  const reason = reasonToLeaveOut(description, attribute, options, column)
  if (reason !== undefined || column === undefined) {
    const isPrepared = options.prepare !== undefined
    description.leftOut.push({
      name: attribute,
      reason: reason ?? '',
      column,
      isRequired,
      isPrepared,
      isOfModel: true,
    })
    return
  }
  description.fields.push({
    ...column,
    attribute,
    isRequired: !column.isNullable,
    belongsTo: referenceOf(description.model, attribute),
  })
}

/** Kinds that a form has no field for. */
const WITHOUT_FIELD: Partial<Record<TableColumn['kind'], string>> = {
  json: 'JSON has no field of a form',
  binary: 'binary data has no field of a form',
}

function reasonToLeaveOut(
  { owner, deletedAt }: ModelDescription,
  attribute: string,
  { serializeAs, columnName, meta }: ModelColumnOptions,
  column: TableColumn | undefined
): string | undefined {
  const { autoCreate, autoUpdate, type } = (meta ?? {}) as Record<string, unknown>
  if (column === undefined) return 'the table does not have it'
  if (attribute === owner?.attribute) return 'the state sets it: it has the owner'
  if (attribute === deletedAt) return 'remove() and restore() set it'
  if (autoCreate === true || autoUpdate === true) return 'the model sets it'
  if (serializeAs === null) return 'the model hides it (serializeAs: null)'
  if (SECRET.test(columnName)) return 'its name says that it is a secret'
  if (column.isGenerated) return 'the database computes it'
  if (column.kind === 'unknown') return `nothing is known of its type, ${column.type}`
  const isDate = column.kind === 'date' || column.kind === 'dateTime'
  if (isDate && type === undefined) return 'the model does not say that it is a date'
  return WITHOUT_FIELD[column.kind]
}

function referenceOf(model: LucidModel, attribute: string): Reference | undefined {
  for (const [name, relation] of model.$relationsDefinitions as Map<
    string,
    RelationshipsContract
  >) {
    if (relation.type !== 'belongsTo') continue
    relation.boot()
    if (relation.foreignKey !== attribute) continue
    return { relation: name, model: relation.relatedModel(), key: relation.localKey }
  }
  return undefined
}

/** Marks what is unique alone, and notes what is so together. */
function noteUnique(description: ModelDescription): void {
  const { table, fields, owner } = description
  for (const names of table.unique) {
    const others = names.filter((name) => name !== owner?.column)
    const field = fields.find(({ name }) => name === others[0])
    if (others.length === 1 && field) {
      field.unique = names.length === 1 ? 'all' : (field.unique ?? 'owner')
    } else if (names.length > 1) description.uncheckedIndexes.push(names)
  }
}
