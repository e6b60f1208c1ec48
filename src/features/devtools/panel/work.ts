/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { MiddlewareTime } from '../../../telemetry/main.ts'
import type { Tree } from '../../../state/main.ts'
import type { UserMark } from '../entries.ts'
import { Repeats } from './repeats.ts'
import type {
  ShownAbility,
  ShownLog,
  ShownMail,
  ShownMissing,
  ShownQuery,
  ShownRepeat,
  ShownVars,
  ShownWork,
  WorkKind,
} from './shown.ts'

/** Queries of one piece of work that are kept. All of them are counted. */
const QUERIES = 200

/** Things of another kind that are kept of it. */
const NOTES = 50

/** Characters of a query that are shown. */
const SQL_LENGTH = 2_000

/** Characters of an entry. One that is longer goes without its queries and its vars. */
const LONGEST = 200_000

/** A query, as the database can be asked about it again. */
export interface RanQuery {
  /** Name of its connection. */
  connection: string
  sql: string
  bindings: readonly unknown[]
}

/** What an event was called with, to be run again. */
export interface RanEvent {
  state: string
  event: string
  args: readonly unknown[]
  /** Which argument is a form, from 1. */
  form?: number
}

/**
 * What a page has asked for while it runs, and what it costs.
 */
export class Work {
  /** Id of its tab, once it is known. */
  tab: string | undefined
  /** States before it, where it may be run again. */
  before: Tree | undefined
  ran: RanEvent | undefined
  readonly queries: ShownQuery[] = []
  readonly ranQueries: (RanQuery | undefined)[] = []
  #shown: Omit<ShownWork, 'n'>
  #start = performance.now()
  #repeats = new Repeats()
  #moreQueries = 0
  #changed: ShownVars = {}
  #gone: Record<string, string[]> = {}
  #actions: string[] = []
  #abilities: ShownAbility[] = []
  #mails: ShownMail[] = []
  #missing: ShownMissing[] = []
  #logs: ShownLog[] = []
  #middleware: readonly MiddlewareTime[] = []

  /** @param name - of what runs; that of a document is known later */
  constructor(kind: WorkKind, name: string) {
    this.#shown = { kind, name, at: Date.now() }
  }

  /** @param time - milliseconds that it has waited for its turn */
  queued(time: number): void {
    this.#shown.queued = rounded(time)
    this.#shown.at -= Math.round(time)
  }

  named(name: string): void {
    this.#shown.name = name
  }

  calledWith(args: string): void {
    this.#shown.args = args
  }

  /** @param times - is filled while it runs */
  passes(times: readonly MiddlewareTime[]): void {
    this.#middleware = times
  }

  of(user: UserMark | undefined, session: string | undefined): void {
    this.#shown.user = user
    this.#shown.session = session
  }

  /** @param time - milliseconds */
  took(part: 'handler' | 'render', time: number): void {
    this.#shown[part] = rounded((this.#shown[part] ?? 0) + time)
  }

  /**
   * It runs a query.
   *
   * @param ran - undefined where the database cannot be asked about it again
   * @returns where its time is to be noted; undefined where it is only counted
   */
  query(query: ShownQuery, ran: RanQuery | undefined): ShownQuery | undefined {
    const { sql } = query
    query.sql = sql.length > SQL_LENGTH ? `${sql.slice(0, SQL_LENGTH)}…` : sql
    this.#repeats.note(query.sql, query.line)
    if (this.queries.length === QUERIES) {
      this.#moreQueries++
      return undefined
    }
    this.queries.push(query)
    this.ranQueries.push(ran)
    return query
  }

  tell(changed: ShownVars, gone: Record<string, string[]>, size: number): void {
    for (const [id, vars] of Object.entries(changed)) {
      this.#changed[id] = { ...this.#changed[id], ...vars }
    }
    for (const [id, names] of Object.entries(gone)) {
      this.#gone[id] = [...(this.#gone[id] ?? []), ...names]
    }
    this.#shown.size = (this.#shown.size ?? 0) + size
  }

  act(actions: readonly string[]): void {
    push(this.#actions, ...actions)
  }

  fail(failure: NonNullable<ShownWork['failure']>): void {
    this.#shown.failure = failure
  }

  asked(ability: ShownAbility): void {
    push(this.#abilities, ability)
  }

  mailed(mail: ShownMail): void {
    push(this.#mails, mail)
  }

  lacks(missing: ShownMissing): void {
    push(this.#missing, missing)
  }

  logged(line: ShownLog): void {
    push(this.#logs, line)
  }

  get repeats(): ShownRepeat[] {
    return this.#repeats.found
  }

  /** It is over. */
  end(): void {
    this.#shown.total ??= rounded(performance.now() - this.#start)
  }

  /** As JSON, with its number in the journal. */
  write(n: number): string {
    const { repeats } = this
    const shown: ShownWork = { n, ...this.#shown }
    if (this.#middleware.length > 0) {
      shown.middleware = this.#middleware.map(({ name, time }) => ({ name, time: rounded(time) }))
    }
    if (this.#actions.length > 0) shown.actions = this.#actions
    if (this.#abilities.length > 0) shown.abilities = this.#abilities
    if (this.#mails.length > 0) shown.mails = this.#mails
    if (this.#missing.length > 0) shown.missing = this.#missing
    if (this.#logs.length > 0) shown.logs = this.#logs
    if (repeats.length > 0) shown.repeats = repeats
    if (this.#moreQueries > 0) shown.moreQueries = this.#moreQueries
    if (this.before && this.ran) shown.repeatable = true
    const full: ShownWork = { ...shown }
    if (this.queries.length > 0) full.queries = this.queries
    if (Object.keys(this.#changed).length > 0) full.changed = this.#changed
    if (Object.keys(this.#gone).length > 0) full.gone = this.#gone
    const text = JSON.stringify(full)
    if (text.length <= LONGEST) return text
    return JSON.stringify({ ...shown, moreQueries: this.queries.length + this.#moreQueries })
  }
}

function push<T>(list: T[], ...items: T[]): void {
  list.push(...items.slice(0, Math.max(0, NOTES - list.length)))
}

/** Milliseconds with three places: microseconds. */
function rounded(time: number): number {
  return Math.round(time * 1_000) / 1_000
}
