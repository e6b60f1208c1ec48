/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { StateSnapshot } from '../protocol/main.ts'
import type { Scope, Undoable } from './contracts.ts'

/** Decides whether an event may run. */
export interface EventGuard {
  /**
   * Is asked before the argument is validated: who is refused changes nothing, and learns nothing of what is wrong.
   *
   * @param args - as the browser has sent them
   * @throws what refuses the event
   */
  admit(scope: Scope, args: readonly unknown[]): Promise<void> | void

  /**
   * Is asked once more when the argument was validated, which may have made another one of it.
   *
   * @throws what refuses the event
   */
  confirm?(scope: Scope, args: readonly unknown[]): Promise<void> | void

  /**
   * Is asked once more for what has come of the event, such as a file, when its visitor fetches it: whether they may
   * still run it, whatever its argument was.
   *
   * @throws what refuses it
   */
  again?(scope: Pick<Scope, 'ctx'>): Promise<void> | void
}

/** Surrounds an event whose argument holds more than JSON. */
export interface AroundEvent {
  /**
   * @param scope - of the event
   * @param args - of the handler, before they are validated
   * @param work - asks the guard, validates and runs the handler
   * @returns what the work returns
   * @throws what the work throws
   */
  run<T>(scope: Undoable, args: readonly unknown[], work: () => Promise<T>): Promise<T>
}

/** What a feature adds to a state class. */
export interface StateExtension {
  /** Said of the state whenever the browser gets it in full. */
  snapshot?: Partial<StateSnapshot>
  /** Names of base vars that are the browser's own: they stay when its user changes. */
  kept?: readonly string[]
  /**
   * Names of vars that the feature fills. Pages get them as base vars, handlers and computed vars read them, and
   * nobody else writes them.
   */
  supplied?: readonly string[]
  /** What decides whether events may run, by their names. */
  guards?: ReadonlyMap<string, EventGuard>
  /** What surrounds events while they run, by their names. */
  around?: ReadonlyMap<string, AroundEvent>
}

/**
 * Asks features for what they add to a state class.
 *
 * @throws what they find wrong with it
 */
export type ExtendState<D> = (definition: D) => StateExtension
