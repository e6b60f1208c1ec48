/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Visitor } from '../bridge/main.ts'
import type { EventTracer } from './event_tracer.ts'
import { E_UPDATE_REFUSED } from './exceptions.ts'
import type { Navigator } from './navigator.ts'
import type { Tab } from './tab.ts'
import type { Frame, TabRequest, TabRequests } from './transaction/tab_requests.ts'

export interface UpdatesOptions {
  requests: TabRequests
  navigator: Navigator
  tracer: EventTracer
}

/**
 * Changes tabs where no browser has called an event: as an event of the page would, and with what the
 * visitor may do.
 */
export class Updates {
  #options: UpdatesOptions

  constructor(options: UpdatesOptions) {
    this.#options = options
  }

  /**
   * Runs code on the states of a tab, in its turn, and sends what it has changed. Flash messages are
   * left for the next event or page.
   *
   * @returns what the code returned
   * @throws what the code throws, or the page's middleware; E_UPDATE_REFUSED when that leads elsewhere
   */
  async run<T>(tab: Tab, update: Omit<TabRequest<T>, 'leavesMessages'>): Promise<T> {
    const { requests, tracer } = this.#options
    const request: TabRequest<T> = { ...update, leavesMessages: true }
    const wasStale = tab.identity.stale
    const { frame, result, failure } = await tracer.update(tab, update.event, request, (times) =>
      requests.run(tab, request, times)
    )
    const { x, ...news } = frame
    if (Object.keys(news).length > 0) tab.outbox.push(news)
    if (tab.identity.stale && !wasStale && tab.shown) await this.refresh(tab, request.visitor, news)
    if (failure) throw failure.error
    if (!result) {
      const { url } = request.shown.info
      throw new E_UPDATE_REFUSED([url, x ? `status ${x.status}` : 'a redirect'])
    }
    return result.value
  }

  /** Somebody has signed in or out: admits the tab to its page anew, unless it leaves it. */
  async refresh(tab: Tab, visitor: Visitor, { a }: Frame): Promise<void> {
    if (a?.some((action) => action.type === 'redirect')) return
    await this.#options.navigator.refresh(tab, visitor)
  }
}
