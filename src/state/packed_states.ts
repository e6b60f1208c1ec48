/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Action } from '../protocol/main.ts'
import type { StateRegistry } from './state_registry.ts'

/** What is known of the states of a tab, beside their vars. */
export interface PackedStates {
  /** The states that the browser has, with how often it was told of them. */
  known: [id: string, step: number][]
  /** What the classes of these states looked like. */
  shape: string
}

/** The vars of states as bytes, by id of the state. */
export type PackedVars = ReadonlyMap<string, Uint8Array>

/** The vars that a store has to write. */
export interface PackedChanges {
  /** Those that differ from what was stored last; undefined for states that are gone. */
  readonly changed: ReadonlyMap<string, Uint8Array | undefined>
  all(): PackedVars
  /** The store has them. */
  stored(): void
}

export interface StateTreeOptions {
  registry: StateRegistry
  /** Id of the tab, as the others in its rooms know it. */
  member?: string
  /** Refuse vars that cannot be stored. */
  storable?: boolean
  /** Freeze what is sent, so that a computed var that sorts in place fails at once. */
  freeze: boolean
  /** Sends an action to the browser of the tab at once, where it has one. */
  send?: (action: Action) => void
  /** Id of the tab, where it is one. */
  tab?: string
  /** Tell browsers of methods without `@rx.event()` too: their calls are refused with the remedy. */
  tellMethods?: boolean
}
