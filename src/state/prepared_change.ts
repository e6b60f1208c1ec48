/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Patch, StateSnapshot, UpdateFrame } from '../protocol/main.ts'
import type { AppSnapshot } from './app_types.ts'
import type { Known } from './known_states.ts'
import type { SharedVars } from './room_views.ts'
import type { ScopeOptions } from './scope.ts'
import type { Tree, Vars } from './transaction.ts'

/** What one state is to become in the browser. */
export interface PreparedState {
  id: string
  /** What the browser had then; undefined when it gets the state in full. */
  base: Known | undefined
  /** Vars that it will have. */
  wire: Vars
  /** The vars of the room that `wire` was made of. */
  room: Vars | undefined
  /** Nobody else changes the room meanwhile. */
  held: boolean
  /** From `base` to `wire`. */
  patches: Patch[]
  /** In full. */
  snapshot: StateSnapshot | undefined
}

/** What an event has changed, computed but not yet taken over. */
export interface PreparedChange {
  /** The tab's own states. */
  tree: Tree
  /** These, and the rooms. */
  whole: Tree
  /** Vars of the rooms that have changed, by state id. */
  rooms: Map<string, Vars>
  /** The states that may look different now. */
  states: PreparedState[]
  /** Ids that the browser keeps; all when undefined. */
  keep: ReadonlySet<string> | undefined
}

export interface PrepareOptions {
  /** What the tab's `AppState`s show from now on. */
  app?: AppSnapshot
  /** Ids of the states that the page shows, when it becomes another one. */
  show?: readonly string[]
  /** Say all that is shown in full, for a browser that has nothing; or the states of these ids. */
  full?: boolean | ReadonlySet<string>
  /** The rooms that the tab enters, by state id, when they are others than before. */
  rooms?: ReadonlyMap<string, SharedVars>
}

export interface OpenOptions extends Pick<ScopeOptions, 'ctx' | 'flush' | 'hold' | 'cancel'> {
  /** The rooms that the tab enters, by state id, when they are others than before. */
  rooms?: ReadonlyMap<string, SharedVars>
}

/** What a frame tells a browser of its states. */
export type StateNews = Pick<UpdateFrame, 'd' | 'k' | 's'>
