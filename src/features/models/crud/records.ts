/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash } from 'node:crypto'
import { RequestValidator } from '@adonisjs/core/http'
import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { LucidRow, ModelObject } from '@adonisjs/lucid/types/model'
import { stateId } from '../../../state/main.ts'
import type { AnyValidator } from '../../../state/main.ts'
import type { Id } from '../capture/main.ts'
import { E_FORM_MISSING } from './exceptions.ts'
import { visibleQuery } from './list_query.ts'
import type { ListQuery, QueryOptions } from './list_query.ts'
import { findRow as findByKey, refuseRow } from '../rows/main.ts'
import type { AnyList } from './types.ts'
import { authorize, ownerOf } from './policy.ts'
import { settingsOf } from './settings.ts'
import type { Settings } from './settings.ts'

/** Values of a form, by its keys. */
export type FormValues = Record<string, unknown>

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
 * Validates as a controller would, with the messages and the locale of the request. Rules have the id of the row, if any, as
 * `field.meta.id`, and the owner as `field.meta.owner`.
 *
 * @throws E_VALIDATION_ERROR
 */
export async function validated(
  state: AnyList,
  validator: AnyValidator,
  data: unknown,
  id: Id | null
): Promise<FormValues> {
  const { ctx } = state
  const { owner } = settingsOf(state)
  const { messagesProvider, errorReporter } = RequestValidator
  const reporter = errorReporter?.(ctx)
  const values: unknown = await validator.validate(data, {
    meta: { id, owner: owner === undefined ? null : ownerOf(state) },
    ...(messagesProvider && { messagesProvider: messagesProvider(ctx) }),
    ...(reporter && { errorReporter: () => reporter }),
  })
  return values as FormValues
}

/**
 * @throws E_FORM_MISSING
 */
export function formOf(state: AnyList): AnyValidator {
  const { form } = settingsOf(state)
  if (form === undefined) throw new E_FORM_MISSING([stateId(state.constructor)])
  return form
}

/** What the form says of a row, as JSON. */
export function formValues({ fields }: Settings, row: LucidRow): FormValues {
  const serialized = row.toObject() as ModelObject
  const values = Object.keys(fields)
    .filter((name) => name in serialized)
    .map((name) => [name, serialized[name]])
  return JSON.parse(JSON.stringify(Object.fromEntries(values))) as FormValues
}

/**
 * What tells one state of a row from another; null where the model has nothing for it. What the form says of the row counts as
 * well: the time of a change has seconds in many databases.
 */
export function versionOf(settings: Settings, row: LucidRow): string | null {
  const { version } = settings
  if (version === undefined) return null
  const value = (row as unknown as FormValues)[version] ?? null
  const state = JSON.stringify([value, formValues(settings, row)])
  return createHash('sha1').update(state).digest('base64url')
}

/**
 * Writes values into a row and the rows that it is related to, inside of a transaction.
 *
 * @throws what hooks throw
 */
export async function writeRow(
  state: AnyList,
  row: LucidRow,
  data: FormValues,
  client: TransactionClientContract
): Promise<void> {
  const { model, owner } = settingsOf(state)
  const isNew = !row.$isPersisted
  const values = await hooksOf(state).values(data, isNew ? null : row)
  const own: FormValues = {}
  const related: [name: string, ids: Id[]][] = []
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue
    const relation = model.$hasRelation(name) ? model.$getRelation(name) : undefined
    if (relation?.type === 'manyToMany') related.push([name, value as Id[]])
    else own[name] = value
  }
  row.useTransaction(client)
  row.merge(own)
  if (isNew && owner !== undefined) row.merge({ [owner]: ownerOf(state) })
  await hooksOf(state).beforeSave(row)
  await row.save()
  for (const [name, ids] of related) {
    await (row.related(name as never) as unknown as Synced).sync(ids)
  }
}

interface Synced {
  sync(ids: Id[]): Promise<void>
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
