/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Address } from '../../protocol/main.ts'
import type { OpenOptions, EventScope, PrepareOptions, StateTree } from '../../state/main.ts'
import type { Enlisted } from '../features/feature.ts'
import type { TabChange } from './tab_change.ts'

export interface StateTransactionOptions {
  states: StateTree
  /** What its handlers see and may do. */
  scope: Omit<OpenOptions, 'flush'>
  /** What features do in it. More may come while it runs. */
  enlisted: readonly Enlisted[]
  /** Path and query string of the page, as they are by now. */
  url: () => string
  /** Applies what a handler has changed before it is through. It stays, whatever comes after. */
  flush?: (change: TabChange) => void
}

/**
 * One transaction on the states of a tab. Its scope runs handlers; `step` says what they have
 * changed since the transaction began, or since its last step.
 */
export class StateTransaction {
  readonly scope: EventScope
  #options: StateTransactionOptions

  constructor(options: StateTransactionOptions) {
    const { states, scope, flush } = options
    this.#options = options
    this.scope = states.openScope({ ...scope, flush: flush && (async () => this.#flush(flush)) })
  }

  /**
   * Ends a step, which is the whole of most transactions.
   *
   * @throws E_VAR_NOT_SERIALIZABLE, E_VAR_NOT_STORABLE; errors of computed vars; what a feature
   *   cannot settle
   */
  step(options?: PrepareOptions): TabChange {
    const { states, enlisted, url } = this.#options
    const prepared = states.prepare(this.scope, options)
    let address: Address | undefined
    for (const each of enlisted) {
      const next = each.settle?.(prepared.tree, address?.url ?? url())
      if (next) address = { ...address, ...next }
    }
    return { prepared, address, actions: this.scope.actions.splice(0) }
  }

  /** Drops what was changed since the last step, and what was done with it elsewhere. */
  async rollback(): Promise<void> {
    this.scope.rollback()
    await this.scope.undo()
  }

  #flush(flush: (change: TabChange) => void): void {
    const change = this.step()
    flush(change)
    this.scope.resume(change.prepared.whole)
  }
}
