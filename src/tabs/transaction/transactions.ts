/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { MountedPage } from '../../pages/main.ts'
import type { Room, Rooms } from '../../rooms/main.ts'
import type { EventScope, PrepareOptions } from '../../state/main.ts'
import type { Features } from '../features/features.ts'
import type { Tab } from '../tab.ts'
import { StateTransaction } from './state_transaction.ts'
import type { TabChange } from './tab_change.ts'

export interface TransactOptions {
  /** The request; none with `static bridge = 'none'`, and where the server acts by itself. */
  ctx: HttpContext | undefined
  /** The page that the handlers belong to; none where the tab has none. */
  page: MountedPage | undefined
  /** The tab comes to the page with this request. */
  arrival?: {
    /** Path and query string. */
    url: string
    /** The rooms of the page, by state id. */
    rooms: ReadonlyMap<string, Room>
  }
  /** What the change says besides, asked when the handlers are through. */
  complete?: (scope: EventScope) => Promise<PrepareOptions> | PrepareOptions
  /** Applies what a handler flushes. Without it, that waits for the end. */
  flush?: (change: TabChange) => void
}

/** What a transaction came to. */
export interface Transacted<T> {
  /** What the work returned. */
  value: T
  /** To be applied, or to be forgotten. */
  change: TabChange
  /** Undoes what was done elsewhere with a change that is forgotten. */
  undo: () => Promise<void>
}

export interface TransactionsOptions {
  features: Features
  rooms: Rooms
}

/**
 * The one way to run handlers on the states of a tab, whatever brings them about: an event, an
 * update of a background event, a form without its script, a page that a tab comes to.
 */
export class Transactions {
  #options: TransactionsOptions

  constructor(options: TransactionsOptions) {
    this.#options = options
  }

  /**
   * Runs work on the states of a tab. What it throws undoes all that was not flushed.
   *
   * @returns what the work returned, and what it has changed, which the caller applies
   * @throws what the work throws, and what `StateTransaction.step` throws
   */
  async transact<T>(
    tab: Tab,
    options: TransactOptions,
    work: (scope: EventScope) => Promise<T>
  ): Promise<Transacted<T>> {
    const { ctx, page, arrival, complete, flush } = options
    const { features, rooms } = this.#options
    const enlisted = page ? features.enlist({ tab, page, definitions: page.definitions, ctx }) : []
    // The tab may show another page since, whose address is not this one's
    const own = (change: TabChange): TabChange =>
      arrival || tab.shown?.page === page ? change : { ...change, address: undefined }
    const transaction = new StateTransaction({
      states: tab.states,
      enlisted,
      url: () => arrival?.url ?? tab.shown!.info.url,
      scope: {
        ctx,
        rooms: arrival?.rooms,
        hold: (state) => rooms.hold(tab, state, ctx, arrival?.rooms),
        cancel: (state, event) => tab.parts.cancel(state, event),
      },
      flush: flush && ((change) => flush(own(change))),
    })
    const { scope } = transaction
    try {
      for (const each of enlisted) {
        const begun = arrival ? each.arrive?.(scope, arrival.url) : each.refresh?.(scope)
        if (begun) await begun
      }
      const value = await work(scope)
      for (const each of enlisted) {
        const completed = each.complete?.(scope)
        if (completed) await completed
      }
      const change = own(transaction.step(await complete?.(scope)))
      return { value, change, undo: () => scope.undo() }
    } catch (error) {
      await transaction.rollback()
      throw error
    }
  }
}
