/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { UserMark } from '../entries.ts'

/** What work a page of the panel shows. */
export type WorkKind = 'document' | 'navigation' | 'event' | 'update' | 'news'

/** A query as the panel shows it. */
export interface ShownQuery {
  sql: string
  /** Its values as text, without secrets. */
  values: string
  /** Milliseconds; undefined while it runs, or where nobody was told of its end. */
  time?: number
  /** Where the application has asked for it: `app/states/cart_state.ts:12`. */
  line?: string
  /** Why it failed. */
  error?: string
  /** The database can be asked how it would run it. */
  explains?: true
}

/** A query that the same line has run again and again. */
export interface ShownRepeat {
  sql: string
  line: string
  count: number
}

/** An ability that was asked about, and the answer. */
export interface ShownAbility {
  action: string
  allowed: boolean
}

/** A mail that was sent. */
export interface ShownMail {
  subject: string
  to: string
}

/** A message that a language lacks. */
export interface ShownMissing {
  locale: string
  message: string
}

/** A line of the log. */
export interface ShownLog {
  /** `info`, `warn` and so on. */
  level: string
  text: string
}

/** The value of a var after a change, as short text without secrets. */
export type ShownVars = Record<string, Record<string, string>>

/** What a page has asked for, and what came of it. Times are in milliseconds. */
export interface ShownWork {
  /** Number in the journal of its tab, from 1. */
  n: number
  kind: WorkKind
  /** `CartState.add`, or the address of a page. */
  name: string
  /** When it was asked for, since 1970. */
  at: number
  /** What the event was called with, as short text. */
  args?: string
  /** How long it has waited for its turn. */
  queued?: number
  /** How long it has run. */
  total?: number
  /** Own time of each middleware. */
  middleware?: { name: string; time: number }[]
  /** Time in handlers. */
  handler?: number
  /** Time for drawing the page on the server. */
  render?: number
  queries?: ShownQuery[]
  /** Queries that were left out of `queries`. */
  moreQueries?: number
  repeats?: ShownRepeat[]
  /** The vars that the browser was told of. */
  changed?: ShownVars
  /** Names of vars that have no value any more, by state. */
  gone?: Record<string, string[]>
  /** Characters of the frames that told the browser of it. */
  size?: number
  /** What the browser was asked to do: `toast`, `redirect`. */
  actions?: string[]
  failure?: { status: number; code: string; message: string }
  user?: UserMark
  /** The end of a hash of the id of its session: two that differ are two sessions. */
  session?: string
  abilities?: ShownAbility[]
  mails?: ShownMail[]
  missing?: ShownMissing[]
  logs?: ShownLog[]
  /** It can be run again. */
  repeatable?: true
}

/** What somebody has done on a page, as a test. */
export interface ShownTest {
  text: string
  steps: number
  /** What was left out, as sentences. */
  left: string[]
}

/** What the panel is told when it asks. */
export interface PanelNews {
  /** Id of the tab that it is about. */
  tab: string
  /** Names this process: numbers of another one mean something else. */
  journal: string
  entries: ShownWork[]
  /** Number of the last entry. */
  last: number
}
