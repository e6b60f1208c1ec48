/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { BridgeMode, EventScope } from '../../../state/main.ts'
import type { Enlisted } from '../../../tabs/main.ts'
import type { LiveVar } from './live_var.ts'
import type { OwnWrites } from './own_writes.ts'
import type { TabLiveVars } from './tab_live_vars.ts'

export interface LiveLoadOptions {
  /** Those of the page. */
  vars: readonly LiveVar[]
  part: TabLiveVars
  writes: OwnWrites
  mode: (live: LiveVar) => BridgeMode
}

/**
 * The live vars of a page during one request of it. They are there before the handlers run, and loaded once more after
 * them where their query is another one now, or the handlers have written what it reads.
 */
export class LiveLoad implements Enlisted {
  readonly #options: LiveLoadOptions

  constructor(options: LiveLoadOptions) {
    this.#options = options
  }

  async arrive(scope: EventScope): Promise<void> {
    const { vars, part } = this.#options
    for (const live of vars) if (this.#mayLoad(live, scope)) await part.load(live, scope)
  }

  /** Loads what a class has got while the page was shown. */
  async refresh(scope: EventScope): Promise<void> {
    const { vars, part } = this.#options
    for (const live of vars) {
      if (!live.isShown(scope) && this.#mayLoad(live, scope)) await part.load(live, scope)
    }
  }

  async complete(scope: EventScope): Promise<void> {
    const { vars, part, writes } = this.#options
    for (const live of vars) {
      if (this.#mayLoad(live, scope)) await part.complete(live, scope, writes)
      else part.doubt()
    }
  }

  /** Whether the query has the request that its state wants. */
  #mayLoad(live: LiveVar, { ctx }: EventScope): boolean {
    return ctx !== undefined || this.#options.mode(live) === 'none'
  }
}
