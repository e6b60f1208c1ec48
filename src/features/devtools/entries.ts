/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Action, EventError, JsonValue } from '../../protocol/main.ts'

/** Vars of states by name, by the ids of the states. */
export type VarsByState = Record<string, Record<string, JsonValue>>

/** Who is signed in, by what a test finds them again. */
export interface UserMark {
  /** Name of the model class: `User`. */
  model: string
  /** Name of a column that tells users apart: `email`. */
  column: string
  value: string | number
  /** The model has a column `password`. */
  hasPassword: boolean
}

/** A file that an event is called with. Its contents are not kept. */
export interface JournalFile {
  $file: string
  /** Media type; empty where the browser knows none. */
  type: string
}

/** What every entry has. */
interface TabEntry {
  /** Id of the tab. */
  tab: string
  /** Milliseconds since the journal was begun. */
  at: number
}

/** A browser has loaded a page over HTTP. */
export interface DocumentEntry extends TabEntry {
  kind: 'document'
  /** Names the browser, whatever becomes of its session. */
  browser: string
  /** File of the page. */
  page: string
  /** Path and query string. */
  url: string
  title?: string
  /** All vars that the page shows. */
  states: VarsByState
  user?: UserMark
}

/** The tab has a socket, or has lost it. */
export interface SocketEntry extends TabEntry {
  kind: 'connected' | 'disconnected'
}

/** Somebody else is signed in than before. */
export interface UserEntry extends TabEntry {
  kind: 'user'
  user?: UserMark
}

/** A page has called an event. */
export interface EventEntry extends TabEntry {
  kind: 'event'
  /** Id of the call, by which `NewsEntry.answers` names it. */
  id: number
  state: string
  event: string
  /** Arguments, with files as `JournalFile`. */
  args: JsonValue[]
  /** The fields of the form that was submitted, in order; undefined for a call. */
  fields?: [name: string, value: JsonValue][]
  /** The browser asks whether it may send the files. The event itself follows where it may. */
  isClaim?: true
}

/** The tab goes to another page over its socket. */
export interface NavigationEntry extends TabEntry {
  kind: 'navigation'
  id: number
  url: string
}

/** What the browser was told. */
export interface NewsEntry extends TabEntry {
  kind: 'news'
  /** Id of the event or navigation that it answers. */
  answers?: number
  /** The event has begun in the background. */
  begun?: true
  /** Id of the background event that has ended. */
  ends?: number
  /** Vars that are others now. */
  changed?: VarsByState
  /** Names of vars that have no value any more, by state. */
  gone?: Record<string, string[]>
  /** The page that is shown from now on. */
  page?: { id: string; url: string; title?: string }
  /** Another address of the same page. */
  url?: string
  actions?: Action[]
  failure?: Pick<EventError, 'status' | 'code' | 'message' | 'errors'>
}

/** A form was posted over plain HTTP, by a page whose script was not there. */
export interface PostEntry extends TabEntry {
  kind: 'post'
  state: string
  event: string
}

/** What a tab did in development, and what came of it. */
export type JournalEntry =
  DocumentEntry | SocketEntry | UserEntry | EventEntry | NavigationEntry | NewsEntry | PostEntry

/** The last line of a journal that has reached its limits. */
export interface JournalEnd {
  kind: 'full'
  at: number
}

/** An entry, before the journal has noted when it was. */
export type NewEntry<E extends JournalEntry = JournalEntry> = E extends JournalEntry
  ? Omit<E, 'at'>
  : never
