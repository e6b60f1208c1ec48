/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { EventScope } from '../../../state/main.ts'
import type { Enlisted, Tab } from '../../../tabs/main.ts'
import type { Guard } from './guard.ts'
import { GuardedRequest } from './guarded_request.ts'
import type { Refusals } from './refusals.ts'

export interface GuardedTransactionOptions {
  tab: Tab
  /** Those of whole states of the page. */
  guards: readonly Guard[]
  refusals: Refusals
}

/**
 * What guards do in a request of a page: whoever may not have a state of it, does not see the page, and calls none of its
 * events.
 */
export class GuardedTransaction implements Enlisted {
  readonly #options: GuardedTransactionOptions

  constructor(options: GuardedTransactionOptions) {
    this.#options = options
  }

  async arrive({ ctx }: EventScope): Promise<void> {
    GuardedRequest.begin(ctx!)
    for (const guard of this.#options.guards) await guard.check(ctx!)
  }

  refresh({ ctx }: EventScope): Promise<void> | undefined {
    GuardedRequest.begin(ctx!)
    return this.#options.guards.length > 0 ? this.#recheck(ctx!) : undefined
  }

  complete({ ctx }: EventScope): undefined {
    GuardedRequest.known(ctx!)?.forget()
  }

  async #recheck(ctx: HttpContext): Promise<void> {
    const { tab, guards, refusals } = this.#options
    try {
      for (const guard of guards) {
        const asked = guard.check(ctx, false)
        if (asked) await asked
      }
    } catch (error) {
      // What is shown is shown to somebody who may not see it any more
      if (refusals.has(error)) tab.doubt()
      throw error
    }
  }
}
