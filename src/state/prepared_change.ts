/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Patch, StateSnapshot } from '../protocol/main.ts'
import type { AppSnapshot } from './app_types.ts'
import type { SharedVars } from './room_views.ts'
import type { ScopeOptions } from './scope.ts'
import type { Tree, Vars } from './transaction.ts'

/** What an event has changed, computed but not yet taken over. */
export interface PreparedChange {
  /** The tab's own states. */
  tree: Tree
  /** These, and the rooms. */
  whole: Tree
  /** Vars of the rooms that have changed, by state id. */
  rooms: Map<string, Vars>
  /** Vars of rooms that the browser is told of, by state id. */
  told: Map<string, Vars>
  /** Patches by state id, for the states that the browser has and keeps. */
  patches: Record<string, Patch[]>
  /** States that the browser gets. */
  snapshots: Record<string, StateSnapshot>
  /** Vars that the browser will have, by id of the states that changed or are new. */
  wires: Map<string, Vars>
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

export interface BeginOptions extends Pick<ScopeOptions, 'ctx' | 'flush' | 'hold' | 'cancel'> {
  /** The rooms that the tab enters, by state id, when they are others than before. */
  rooms?: ReadonlyMap<string, SharedVars>
}

/** What a browser is told of rooms. */
export interface RoomNews {
  /** Patches by state id. */
  d?: Record<string, Patch[]>
  /** States that it gets anew. */
  s?: Record<string, StateSnapshot>
}
