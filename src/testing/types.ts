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

/** What a form holds: its fields by name, as the user has filled them in. */
export type FormFields = Record<string, string | number | boolean | readonly (string | number)[]>
