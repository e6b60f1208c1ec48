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

/**
 * Checks that a form names nothing but rows that the visitor may see. What the row has already may stay.
 *
 * @param row - that is to be saved; null for a new one
 * @throws E_VALIDATION_ERROR
 */
export async function checkChosen(
  state: AnyList,
  values: FormValues,
  row: LucidRow | null,
  options?: QueryOptions
): Promise<void> {
  const refused: string[] = []
  for (const name of settingsOf(state).choices.keys()) {
    const value = values[name]
    if (value === undefined || value === null || isAsBefore(row, name, value)) continue
    if (!(await mayChoose(state, name, [value].flat(), options))) refused.push(name)
  }
  if (refused.length === 0) return
  const rules = refused.map((name) => [name, vine.any().use(refusal())])
  const validator = vine.create(vine.object(Object.fromEntries(rules) as never)) as AnyValidator
  await validated(state, validator, values, null)
}

function isAsBefore(row: LucidRow | null, name: string, value: unknown): boolean {
  if (row?.$isPersisted !== true || Array.isArray(value)) return false
  const own = (row as unknown as FormValues)[name]
  return own !== undefined && own !== null && String(own) === String(value)
}

async function mayChoose(
  state: AnyList,
  name: string,
  ids: readonly unknown[],
  options?: QueryOptions
): Promise<boolean> {
  const keys = new Map(ids.filter(isKey).map((id) => [String(id), id]))
  if (!ids.every(isKey) || keys.size > MOST_CHOSEN) return false
  const found = await knownChoices(state, name, [...keys.values()], options)
  return found.length === keys.size
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
  const kept = settingsOf(state).choices.has(name) ? await hiddenIds(state, row, name) : []
  await related(row, name).sync([...new Set([...ids, ...kept])])
}

async function hiddenIds(state: AnyList, row: LucidRow, name: string): Promise<Id[]> {
  const ids = await relatedIds(row, name)
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
  sync(ids: Id[]): Promise<void>
}

function related(row: LucidRow, name: string): Related {
  return row.related(name as never) as unknown as Related
}
