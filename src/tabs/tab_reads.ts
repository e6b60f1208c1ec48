/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf, leaveMessages } from '../adonis/main.ts'
import type { Bridge } from '../bridge/main.ts'
import type { BridgeMode, EventScope } from '../state/main.ts'
import type { CookieCourier } from './cookie_courier.ts'
import { E_READ_REFUSED } from './exceptions.ts'
import { identityOf } from './identity.ts'
import type { Tab } from './tab.ts'
import type { Turns } from './turns.ts'

export interface TabReadsOptions {
  bridge: Bridge
  cookies: CookieCourier
  turns: Turns
}

/**
 * Runs code that only reads the states of a tab, as a request to the page that it shows. It does not wait for the
 * tab's queue: a slow event of one tab must keep nobody else from what its request is for.
 */
export class TabReads {
  #options: TabReadsOptions

  constructor(options: TabReadsOptions) {
    this.#options = options
  }

  /**
   * @param mode - how much of the kernel the request runs through
   * @param work - reads the states as they are now. What it writes is dropped
   * @returns undefined where the tab shows no page to anybody, or is another user's by now
   * @throws what ended the request; E_READ_REFUSED where it led elsewhere
   */
  async run<T>(
    tab: Tab,
    mode: BridgeMode,
    work: (scope: EventScope) => Promise<T>
  ): Promise<{ value: T } | undefined> {
    const { shown, visitor } = tab
    if (!shown || !visitor || !isShownTo(tab)) return undefined
    if (mode === 'none') return { value: await this.#read(tab, undefined, work) }
    const { bridge, cookies, turns } = this.#options
    const browser = cookies.sessionOf(visitor)
    let isOther = false
    const outcome = await bridge.dispatch(visitor, shown.info.url, mode, async (ctx) => {
      const { session } = extrasOf(ctx)
      if (session) leaveMessages(session, ctx)
      isOther = tab.identity.hasLost(identityOf(ctx))
      return isOther ? undefined : { value: await this.#read(tab, ctx, work) }
    })
    // A middleware may have renewed what signs the visitor in
    const ticket = cookies.ticketFor(tab, visitor, browser)
    if (ticket !== undefined) turns.add(tab, async () => tab.outbox.push({ c: ticket }))
    if (isOther) tab.identity.changed()
    if (isOther || !isShownTo(tab)) return undefined
    const { result, error, redirect, status } = outcome
    if (error !== undefined) throw error
    if (!result) {
      const led = redirect === undefined ? `status ${status}` : 'a redirect'
      throw new E_READ_REFUSED([shown.info.url, led])
    }
    return result.value
  }

  async #read<T>(
    tab: Tab,
    ctx: HttpContext | undefined,
    work: (scope: EventScope) => Promise<T>
  ): Promise<T> {
    const scope = tab.states.openScope({ ctx })
    try {
      return await work(scope)
    } finally {
      scope.rollback()
    }
  }
}

/** Whether somebody sees the tab, who is the one whom its page has let in. */
function isShownTo({ ended, connected, identity }: Tab): boolean {
  return !ended && connected && !identity.stale && !identity.outdated
}
