/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import vine from '@vinejs/vine'
import type { LucidModel, LucidRow } from '@adonisjs/lucid/types/model'
import type { RelationshipsContract } from '@adonisjs/lucid/types/relations'
import type { AnyValidator } from '../../../state/main.ts'
import type { Id } from '../capture/main.ts'
import { knownChoices } from './choices.ts'
import { isKey } from '../rows/main.ts'
import type { ListQuery, QueryOptions } from './list_query.ts'
import { isRelated } from './relations.ts'
import { settingsOf } from './settings.ts'
import type { AnyList, Choice } from './types.ts'
import { validated } from './validation.ts'
import type { FormValues } from './validation.ts'

/** Rows that one field may name. */
const MOST_CHOSEN = 1_000

/** Refuses whatever it is asked, with the words of the rule `exists`. */
const refusal = vine.createRule((_value, _options, field) => {
  field.report('The selected {{ field }} is invalid', 'database.exists', field)
})

/** What is to be written, and the row that it is written to; null for a new one. */
export interface Entered {
  values: FormValues
  row: LucidRow | null
}

/**
 * Checks that a form names nothing but rows that the visitor may see. What the row has already may stay.
 *
 * @throws E_VALIDATION_ERROR
 */
export async function checkChosen(
  state: AnyList,
  entered: Entered,
  options?: QueryOptions
): Promise<void> {
  const [names] = await refusedFields(state, [entered], options)
  if (names.length > 0) await refuseFields(state, names, entered.values)
}

/**
 * By row, the fields that name what the visitor may not see. All rows are asked for together.
 *
 * @param all - what is to be written to each row
 */
export async function refusedFields(
  state: AnyList,
  all: readonly Entered[],
  options?: QueryOptions
): Promise<string[][]> {
  const refused = all.map((): string[] => [])
  for (const name of settingsOf(state).choices.keys()) {
    const named = all.map((each) => idsIn(each, name))
    const asked = new Map(named.flatMap((ids) => ids ?? []).map((id) => [String(id), id]))
    const found = await knownChoices(state, name, [...asked.values()], options)
    const known = new Set(found.map(({ id }) => String(id)))
    for (const [index, ids] of named.entries()) {
      if (ids === undefined || !ids.every((id) => known.has(String(id)))) refused[index].push(name)
    }
  }
  return refused
}

/** The keys in a field that its row does not refer to yet; undefined if the value is not a list of keys, or is too long. */
function idsIn({ values, row }: Entered, name: string): Id[] | undefined {
  const value = values[name]
  if (value === undefined || value === null || isAsBefore(row, name, value)) return []
  const ids: unknown[] = [value].flat()
  if (!ids.every(isKey) || new Set(ids.map(String)).size > MOST_CHOSEN) return undefined
  return ids
}

function isAsBefore(row: LucidRow | null, name: string, value: unknown): boolean {
  if (row?.$isPersisted !== true || Array.isArray(value)) return false
  const own = (row as unknown as FormValues)[name]
  return own !== undefined && own !== null && String(own) === String(value)
}

/**
 * @throws E_VALIDATION_ERROR
 */
export async function refuseFields(
  state: AnyList,
  names: readonly string[],
  values: FormValues
): Promise<void> {
  const rules = names.map((name) => [name, vine.any().use(refusal())])
  const validator = vine.create(vine.object(Object.fromEntries(rules) as never)) as AnyValidator
  await validated(state, validator, values, null)
}

/**
 * What the fields of a row name, as far as the visitor may see it.
 *
 * @returns by field
 */
export async function chosenOf(state: AnyList, row: LucidRow): Promise<Record<string, Choice[]>> {
  const chosen: Record<string, Choice[]> = {}
  const { model, choices } = settingsOf(state)
  for (const name of choices.keys()) {
    const own = (row as unknown as Record<string, Id | null | undefined>)[name]
    const ids = isRelated(model, name) ? await relatedIds(row, name) : [own ?? []].flat()
    chosen[name] = await knownChoices(state, name, ids, { client: row.$trx })
  }
  return chosen
}

/**
 * Relates a row to others, in the transaction of the row. Those that the visitor does not see stay related.
 *
 * @param name - of a many-to-many relation
 */
export async function relate(
  state: AnyList,
  row: LucidRow,
  name: string,
  ids: readonly Id[]
): Promise<void> {
  const before = await relatedIds(row, name)
  const relation = related(row, name)
  if (before.length === 0) {
    if (ids.length > 0) await relation.attach([...new Set(ids)])
    return
  }
  const kept = settingsOf(state).choices.has(name) ? await hiddenOf(state, row, name, before) : []
  await relation.sync([...new Set([...ids, ...kept])])
}

async function hiddenOf(
  state: AnyList,
  row: LucidRow,
  name: string,
  ids: readonly Id[]
): Promise<Id[]> {
  const seen = await knownChoices(state, name, ids, { client: row.$trx })
  const known = new Set(seen.map(({ id }) => String(id)))
  return ids.filter((id) => !known.has(String(id)))
}

async function relatedIds(row: LucidRow, name: string): Promise<Id[]> {
  const { primaryKey } = relatedModelOf(row.constructor as LucidModel, name)
  const found = await related(row, name).query()
  return found.map((each) => (each as unknown as Record<string, Id>)[primaryKey])
}

function relatedModelOf(model: LucidModel, name: string): LucidModel {
  const relation = model.$getRelation(name as never) as unknown as RelationshipsContract
  return relation.relatedModel()
}

interface Related {
  query(): ListQuery
  attach(ids: Id[]): Promise<void>
  sync(ids: Id[]): Promise<void>
}

function related(row: LucidRow, name: string): Related {
  return row.related(name as never) as unknown as Related
}
