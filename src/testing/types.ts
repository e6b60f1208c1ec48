/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { EventError } from '../protocol/main.ts'
import type { ReflexState } from '../react/main.ts'

type Method = (...args: never[]) => unknown

/** Vars of a state as a page has them, by name. */
export type StateVars<S> = {
  [K in keyof ReflexState<S> as ReflexState<S>[K] extends Method ? never : K]: ReflexState<S>[K]
} & {
  /** Of a state with a room. */
  present?: number
}

/** A value, of whose objects any part may be left out. */
export type PartOf<T> = T extends readonly (infer Item)[]
  ? readonly PartOf<Item>[]
  : T extends object
    ? { [K in keyof T]?: PartOf<T[K]> }
    : T

/** What a test expects of the vars of a state: what is left out may be anything. */
export type ExpectedVars<S> = PartOf<StateVars<S>>

/** Names of the events of a state. */
export type EventName<S> = {
  [K in keyof ReflexState<S>]: ReflexState<S>[K] extends Method ? K : never
}[keyof ReflexState<S>] &
  string

/** What a test expects of a failure. A message matches if the failure's message contains it. */
export type ExpectedFailure = Partial<Pick<EventError, 'status' | 'code' | 'message'>>

/** A page for snapshot tests: nothing in it changes between runs. */
export interface StablePage {
  page: string
  url: string
  title?: string
  params: Record<string, unknown>
  states: Record<string, Record<string, unknown>>
}

/** A file that a user chooses. */
export interface ChosenFile {
  /** As the browser tells it, with its extension. */
  name: string
  contents: string | Uint8Array
  /** Media type. @default '' */
  type?: string
}

/** What a field of a form holds. */
type FormItem = string | number | ChosenFile | File

/** What a form holds: its fields by name, as the user has filled them in. */
export type FormFields = Record<string, FormItem | boolean | readonly FormItem[]>
