/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash } from 'node:crypto'
import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { LucidModel, LucidRow } from '@adonisjs/lucid/types/model'
import type { AnyValidator } from '../../../state/main.ts'
import type { Id } from '../capture/main.ts'
import { chosenOf, checkChosen, relate } from './chosen.ts'
import { visibleQuery } from './list_query.ts'
import type { ListQuery, QueryOptions } from './list_query.ts'
import { findRow as findByKey, refuseRow } from '../rows/main.ts'
import type { AnyList, OpenRecord } from './types.ts'
import { authorize, ownerOf } from './policy.ts'
import { isRelated } from './relations.ts'
import { settingsOf } from './settings.ts'
import type { Settings } from './settings.ts'
import { validated } from './validation.ts'
import type { FormValues } from './validation.ts'

/** Hooks of a class, which are protected for everybody else. */
interface WriteHooks {
  values(data: FormValues, row: LucidRow | null): Promise<FormValues> | FormValues
  beforeSave(row: LucidRow): Promise<void> | void
  beforeRemove(row: LucidRow): Promise<void> | void
}

export function hooksOf(state: AnyList): WriteHooks {
  return state as unknown as WriteHooks
}

/**
 * A row that the visitor may see.
 *
 * @throws E_ROW_NOT_FOUND
 */
export function findRow(state: AnyList, id: Id, options?: QueryOptions): Promise<LucidRow> {
  return rowOf(state, id, visibleQuery(state, options))
}

/** The row of a query with a key. What a browser has sent may be no key at all. */
async function rowOf(state: AnyList, id: unknown, query: ListQuery): Promise<LucidRow> {
  return (await findByKey(query, id)) ?? refuseRow(settingsOf(state).model)
}

/**
 * A row that the visitor may change, before anybody says what is wrong with a form: that would tell of rows which they may not.
 *
 * @throws E_ROW_NOT_FOUND, and what the policy throws
 */
export async function permittedRow(state: AnyList, id: Id): Promise<LucidRow> {
  const row = await findRow(state, id)
  await authorize(state, 'edit', row)
  return row
}

/** Runs code in a transaction of the model's connection. */
export function inTransaction<T>(
  state: AnyList,
  work: (trx: TransactionClientContract) => Promise<T>
): Promise<T> {
  return settingsOf(state).model.transaction(work)
}

/**
 * Validates what a form says of a row, and that it names nothing which the visitor may not see.
 *
 * @param row - that is to be saved; null for a new one
 * @throws E_VALIDATION_ERROR
 */
export async function validatedForm(
  state: AnyList,
  validator: AnyValidator,
  data: unknown,
  row: LucidRow | null
): Promise<FormValues> {
  const settings = settingsOf(state)
  const id = row ? settings.keyOf(row) : null
  const given = entered(settings, data)
  let values: FormValues
  try {
    values = await validated(state, validator, given, id)
  } catch (error) {
    throw await withChosen(state, error, given, row)
  }
  await checkChosen(state, { values, row })
  return values
}

/** A refusal, with what is wrong about the rows that a form names: all of it is told at once. */
async function withChosen(
  state: AnyList,
  error: unknown,
  given: unknown,
  row: LucidRow | null
): Promise<unknown> {
  const { messages } = error as { messages?: { field: string }[] }
  if (!Array.isArray(messages) || typeof given !== 'object' || given === null) return error
  const settings = settingsOf(state)
  const values: FormValues = {}
  for (const name of settings.choices.keys()) {
    const field = settings.choiceField(name)
    if (!field || !Object.hasOwn(given, name)) continue
    const data = { [name]: (given as FormValues)[name] }
    const id = row ? settings.keyOf(row) : null
    // What the rules of the field itself refuse has its message already
    Object.assign(values, await validated(state, field, data, id).catch(() => ({})))
  }
  try {
    await checkChosen(state, { values, row })
  } catch (other) {
    const { messages: more } = other as { messages?: { field: string }[] }
    if (!Array.isArray(more)) throw other
    const known = new Set(messages.map(({ field }) => field))
    messages.push(...more.filter(({ field }) => !known.has(field)))
  }
  return error
}

/**
 * What was entered. A list of which nothing is there is empty: a form sends an empty text of it. So are objects at its end that
 * nobody has filled in.
 */
function entered({ model, choices, fields }: Settings, data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return data
  const values = { ...(data as FormValues) }
  for (const [name, { type }] of Object.entries(fields)) {
    if (type === 'list' && Object.hasOwn(values, name)) values[name] = filledIn(values[name])
  }
  for (const name of choices.keys()) {
    if (!isRelated(model, name) || !Object.hasOwn(values, name)) continue
    const given = [values[name]].flat()
    values[name] = given.filter((id) => !isEmpty(id))
  }
  return values
}

function filledIn(given: unknown): unknown {
  if (isEmpty(given)) return []
  if (!Array.isArray(given)) return given
  const last = given.findLastIndex((item) => !isBlank(item))
  return given.slice(0, last + 1)
}

function isBlank(item: unknown): boolean {
  if (typeof item !== 'object' || item === null) return isEmpty(item)
  return Object.values(item).every(isEmpty)
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === ''
}

/**
 * A row as a form opens it. Its version tells one state of a row from another, and is null where the model has nothing for it.
 * What the form says of the row counts as well: the time of a change has seconds in many databases.
 */
export async function openedRow(state: AnyList, row: LucidRow): Promise<OpenRecord<FormValues>> {
  const settings = settingsOf(state)
  const { model, version } = settings
  const chosen = await chosenOf(state, row)
  const values = formValues(settings, row)
  const compared = { ...values }
  for (const [name, rows] of Object.entries(chosen)) {
    if (!isRelated(model, name)) continue
    values[name] = rows.map(({ id }) => id)
    // In an order that no label changes
    compared[name] = rows.map(({ id }) => String(id)).sort()
  }
  const opened = { id: settings.keyOf(row), values, chosen }
  if (version === undefined) return { ...opened, version: null }
  const value = (row as unknown as FormValues)[version] ?? null
  const hash = createHash('sha1').update(JSON.stringify([value, compared]))
  return { ...opened, version: hash.digest('base64url') }
}

/** Whether a row is another one than when a form has opened it. */
export async function isChanged(
  state: AnyList,
  row: LucidRow,
  version: string | null
): Promise<boolean> {
  if (version === null) return false
  const opened = await openedRow(state, row)
  return opened.version !== version
}

/** What the form says of a row, as JSON. */
function formValues({ fields }: Settings, row: LucidRow): FormValues {
  const values = Object.entries(fields).map(([name, { type }]) => {
    const value = valueOf(row, name)
    // Some databases have 0 and 1 for a truth
    const isTruth = type === 'checkbox' && (value === 0 || value === 1)
    return [name, isTruth ? value === 1 : value]
  })
  return JSON.parse(JSON.stringify(Object.fromEntries(values))) as FormValues
}

/** Undefined for what the row does not have. Rows that were preloaded are read alone: there may be none. */
function valueOf(row: LucidRow, name: string): unknown {
  const { $attributes, $preloaded, $extras } = row
  if (Object.hasOwn($preloaded, name)) {
    const related = $preloaded[name] as LucidRow | LucidRow[] | null
    return Array.isArray(related) ? related.map((each) => each.toObject()) : related?.toObject()
  }
  const isOwn = Object.hasOwn($attributes, name)
  const isComputed = (row.constructor as LucidModel).$hasComputed(name)
  return isOwn || isComputed ? (row as unknown as FormValues)[name] : $extras[name]
}

/**
 * Writes values into a row and the rows that it is related to, inside of a transaction.
 *
 * @throws E_VALIDATION_ERROR for what the visitor may not see by now, and what hooks throw
 */
export async function writeRow(
  state: AnyList,
  row: LucidRow,
  data: FormValues,
  client: TransactionClientContract
): Promise<void> {
  const values = await valuesToWrite(state, row, data)
  await checkChosen(state, { values, row }, { client })
  await storeRow(state, row, values, client)
}

/** What is written of a form, as the class has it. */
export async function valuesToWrite(
  state: AnyList,
  row: LucidRow,
  data: FormValues
): Promise<FormValues> {
  return hooksOf(state).values(data, row.$isPersisted ? row : null)
}

/**
 * Writes what was checked, inside of a transaction.
 *
 * @throws what hooks throw
 */
export async function storeRow(
  state: AnyList,
  row: LucidRow,
  values: FormValues,
  client: TransactionClientContract
): Promise<void> {
  const { model, owner } = settingsOf(state)
  const isNew = !row.$isPersisted
  const own: FormValues = {}
  const related: [name: string, ids: Id[]][] = []
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue
    if (isRelated(model, name)) related.push([name, (value ?? []) as Id[]])
    else own[name] = value
  }
  row.useTransaction(client)
  row.merge(own)
  if (isNew && owner !== undefined) row.merge({ [owner]: ownerOf(state) })
  await hooksOf(state).beforeSave(row)
  await row.save()
  for (const [name, ids] of related) await relate(state, row, name, ids)
}

/** Removes a row, or notes that it is removed. */
export async function removeRow(
  state: AnyList,
  row: LucidRow,
  client: TransactionClientContract
): Promise<void> {
  const { deletedAt } = settingsOf(state)
  row.useTransaction(client)
  await hooksOf(state).beforeRemove(row)
  if (deletedAt === undefined) await row.delete()
  else {
    const { DateTime } = await import('luxon')
    await row.merge({ [deletedAt]: DateTime.now() }).save()
  }
}

/**
 * A row that is to be changed, which nobody else changes until the transaction ends.
 *
 * @throws E_ROW_NOT_FOUND, and what the policy throws
 */
export async function rowToChange(
  state: AnyList,
  id: Id,
  ability: 'edit' | 'delete',
  client: QueryClientContract
): Promise<LucidRow> {
  const row = await rowOf(state, id, visibleQuery(state, { client }).forUpdate())
  await authorize(state, ability, row)
  return row
}
