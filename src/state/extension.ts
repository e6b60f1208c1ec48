/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { StateSnapshot } from '../protocol/main.ts'

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
}

/**
 * Asks features for what they add to a state class.
 *
 * @throws what they find wrong with it
 */
export type ExtendState<D> = (definition: D) => StateExtension
