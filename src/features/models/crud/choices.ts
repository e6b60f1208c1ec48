/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import { extrasOf } from '../../../adonis/main.ts'
import type { Id } from '../capture/main.ts'
import { LiveSource } from '../vars/main.ts'
import { E_CHOICE_FIELD } from './exceptions.ts'
import { findRows, isKey, limitToVisible } from '../rows/main.ts'
import { searchIn } from './list_query.ts'
import type { ListQuery, QueryOptions } from './list_query.ts'
import { isSignedIn, mayViewList, ownerOf } from './policy.ts'
import { settingsOf } from './settings.ts'
import type { ChoiceSettings } from './choice_settings.ts'
import type { AnyList, Choice, ChoicePage } from './types.ts'

/** Name of the live var with the first choices of a field. */
export function choicesVar(name: string): string {
  return `choices:${name}`
}

/** Name of the var with what the address searches the choices of a field for. */
export function choiceTermVar(name: string): string {
  return `term:${name}`
}

/**
 * @throws E_CHOICE_FIELD
 */
function choicesOf(state: AnyList, name: string): ChoiceSettings {
  const found = settingsOf(state).choices.get(name)
  if (!found) throw new E_CHOICE_FIELD([String(name)])
  return found
}

/**
 * The rows that a visitor may name in a field.
 *
 * @throws E_CHOICE_FIELD
 */
export function choiceQuery(state: AnyList, name: string, options: QueryOptions = {}): ListQuery {
  const { model, owner } = choicesOf(state, name)
  const query: ListQuery = model.query(options.client && { client: options.client })
  if (owner !== undefined) {
    if (isSignedIn(state)) void query.where(owner, ownerOf(state))
    else void query.whereIn(owner, [])
  }
  limitToVisible(query, extrasOf(state.ctx).auth?.user)
  ;(state as unknown as ChoiceHooks).offered(query, name)
  return query
}

/** The hook of a class, which is protected for everybody else. */
interface ChoiceHooks {
  offered(query: ListQuery, name: string): void
}

/**
 * A page of the choices of a field, in the order of their labels.
 *
 * @param page - from 1
 * @throws E_CHOICE_FIELD
 */
export function readChoices(
  state: AnyList,
  name: string,
  term: string,
  page: number
): Promise<ChoicePage> {
  const of = choicesOf(state, name)
  return readPage(of, pageQuery(state, of, { term, page }), state.ctx, { term, page })
}

/** What the live var of a field shows: its first choices, for what the address asks. */
export function choiceSource(state: AnyList, name: string): LiveSource<ListQuery> {
  const of = choicesOf(state, name)
  const vars = state as unknown as Record<string, string>
  const at = { term: vars[choiceTermVar(name)], page: 1 }
  return new LiveSource({
    query: pageQuery(state, of, at),
    kind: 'choices',
    run: (query, ctx) => readPage(of, query, ctx!, at),
  })
}

interface At {
  term: string
  page: number
}

function pageQuery(state: AnyList, of: ChoiceSettings, { term, page }: At): ListQuery {
  const { name, model, label, search, perPage } = of
  const query = choiceQuery(state, name)
  searchIn(query, search, term)
  return query
    .orderBy(label, 'asc')
    .orderBy(model.primaryKey, 'asc')
    .limit(perPage + 1)
    .offset((page - 1) * perPage)
}

async function readPage(
  of: ChoiceSettings,
  query: ListQuery,
  ctx: HttpContext,
  at: At
): Promise<ChoicePage> {
  const rows = (await mayViewList(ctx, of)) ? await query : []
  const choices = rows.slice(0, of.perPage).map((row) => choiceOf(of, row))
  return { ...at, choices, hasMore: rows.length > of.perPage }
}

function choiceOf({ model, label }: ChoiceSettings, row: LucidRow): Choice {
  const values = row as unknown as Record<string, unknown>
  const id = values[model.primaryKey] as Id
  return { id, label: String(values[label] ?? id) }
}

/**
 * Those of some keys that a visitor may name in a field, in the order of their labels.
 *
 * @throws E_CHOICE_FIELD
 */
export async function knownChoices(
  state: AnyList,
  name: string,
  ids: readonly Id[],
  options?: QueryOptions
): Promise<Choice[]> {
  const of = choicesOf(state, name)
  if (ids.length === 0 || !(await mayViewList(state.ctx, of))) return []
  const rows = await findRows(() => choiceQuery(state, name, options), ids)
  return rows.map((row) => choiceOf(of, row)).sort((a, b) => a.label.localeCompare(b.label))
}

/**
 * The keys of what a visitor may name in a field, by what people call them: a label that nothing else has, or a key.
 *
 * @throws E_CHOICE_FIELD
 */
export async function choiceIds(
  state: AnyList,
  name: string,
  names: readonly string[]
): Promise<ReadonlyMap<string, Id>> {
  const of = choicesOf(state, name)
  const known = new Map<string, Id>()
  if (names.length === 0 || !(await mayViewList(state.ctx, of))) return known
  const twice = new Set<string>()
  for (const row of await findRows(() => choiceQuery(state, name), names, of.label)) {
    const { id, label } = choiceOf(of, row)
    if (known.has(label)) twice.add(label)
    known.set(label, id)
  }
  for (const each of twice) known.delete(each)
  const rest = names.filter((each) => !known.has(each) && !twice.has(each) && isKey(each))
  for (const { id } of await knownChoices(state, name, rest)) known.set(String(id), id)
  return known
}
