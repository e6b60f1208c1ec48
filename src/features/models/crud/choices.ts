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
import { isKey, isOtherType, limitToVisible } from '../rows/main.ts'
import { searchIn } from './list_query.ts'
import type { ListQuery, QueryOptions } from './list_query.ts'
import { isSignedIn, mayViewList, ownerOf } from './policy.ts'
import { settingsOf } from './settings.ts'
import type { ChoiceSettings } from './choice_settings.ts'
import type { AnyList, Choice, ChoicePage } from './types.ts'

/** Keys that one query asks for: databases bind a limited number of values. */
const CHUNK = 500

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
  const found: Choice[] = []
  try {
    for (let start = 0; start < ids.length; start += CHUNK) {
      const query = choiceQuery(state, name, options)
      const rows = await query.whereIn(of.model.primaryKey, ids.slice(start, start + CHUNK))
      found.push(...rows.map((row) => choiceOf(of, row)))
    }
  } catch (error) {
    if (!isOtherType(error)) throw error
    return []
  }
  return found.sort((a, b) => a.label.localeCompare(b.label))
}

/**
 * The keys of what a visitor may name in a field, by what people call them: a key, or a label that nothing else has.
 *
 * @throws E_CHOICE_FIELD
 */
export async function choiceIds(
  state: AnyList,
  name: string,
  names: readonly string[]
): Promise<ReadonlyMap<string, Id>> {
  const { label } = choicesOf(state, name)
  const known = new Map<string, Id>()
  if (names.length === 0 || !(await mayViewList(state.ctx, choicesOf(state, name)))) return known
  const asked = new Set(names)
  const twice = new Set<string>()
  for (let start = 0; start < names.length; start += CHUNK) {
    const rows = await choiceQuery(state, name).whereIn(label, names.slice(start, start + CHUNK))
    for (const row of rows) {
      const choice = choiceOf(choicesOf(state, name), row)
      if (known.has(choice.label)) twice.add(choice.label)
      known.set(choice.label, choice.id)
    }
  }
  for (const each of twice) known.delete(each)
  const rest = names.filter((each) => !known.has(each) && !twice.has(each) && isKey(each))
  for (const { id } of await knownChoices(state, name, numbered(rest))) {
    if (asked.has(String(id))) known.set(String(id), id)
  }
  return known
}

/** Keys as a database compares them: PostgreSQL takes no text for a number. */
function numbered(names: readonly string[]): readonly Id[] {
  const numbers = names.filter((each) => /^\d{1,15}$/.test(each))
  return numbers.length > 0 ? numbers.map(Number) : names
}
