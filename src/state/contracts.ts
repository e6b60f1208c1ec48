/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { Action } from '../protocol/main.ts'
import type { Member } from './member.ts'

/** How much of the application's kernel the events of a state run through. */
export type BridgeMode = 'full' | 'auth' | 'none'

/** Who shares a state: nobody, the tabs of a browser session, or all tabs in a room. */
export type StateScope = 'tab' | 'session' | 'shared'

/** Returns the name of the room of a `shared` state for a request. */
export type RoomResolver = (ctx: HttpContext) => string | number | Promise<string | number>

/** What a state class may say of itself. */
export interface StateOptions {
  id?: string
  bridge?: BridgeMode
  scope?: StateScope
  room?: RoomResolver
}

/** A class with such instances. */
export type ClassOf<S extends object> = (new () => S) & StateOptions

/** What a view on a state must know of its class. */
export interface Definition {
  readonly id: string
  /** Whether its vars are those of a room, and not of a tab. */
  readonly inRoom: boolean
  /** Events by name. */
  readonly events: ReadonlyMap<string, { readonly background: boolean }>
  /** The vars of a new state, as the field initializers of the class give them. */
  createVars(): Record<string, unknown>
  /** What a tab has for itself of a new state with a room. */
  createOwnVars(): Record<string, unknown>
  /** Whether it is a feature that fills the var. */
  isSupplied(name: string): boolean
  /** Id in a tab's tree under which a var is. */
  treeKey(name: string): string
}

/** What may come to nothing: the changes of an event that fails. */
export interface Undoable {
  /** Something was done elsewhere that is to go where the changes go. */
  undoWith(undo: () => Promise<unknown>): void
}

/** What the instances of states, and the functions of `current.ts`, work on. */
export interface Scope {
  readonly ctx: HttpContext | undefined
  /** Id of the tab; undefined for the states of a test that has none. */
  readonly tab: string | undefined
  /** Aborted when the event is to end. */
  readonly signal: AbortSignal
  /** The tab, as others in its rooms know it. */
  readonly member: Member
  state<S extends object>(state: ClassOf<S>): S
  /** As `state`, once nobody else can change the room of the state. */
  get<S extends object>(state: ClassOf<S>): Promise<S>
  view(definition: Definition): object
  /** A state to read in a computed var. */
  glance<S extends object>(state: ClassOf<S>): S
  read(id: string, name: string): unknown
  /** The value of a var that must not be changed in place. */
  look(id: string, name: string): unknown
  write(id: string, name: string, value: unknown): void
  compute(definition: Definition, name: string): unknown
  flush(): Promise<void>
  /** Runs code that changes states, and performs the actions that it returns. */
  update(callback: () => unknown): Promise<unknown>
  /** Asks the background events of that state and name to end. */
  cancel(state: string, event: string): void
  /** Sends an action to the browser of the tab at once, where it has one. */
  send(action: Action): void
}
