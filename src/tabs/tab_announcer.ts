/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { EventError } from '../protocol/main.ts'
import { outcomeOf } from '../telemetry/main.ts'
import type { Announcer, EventCompleted, TabClosing } from '../telemetry/main.ts'
import type { Tab } from './tab.ts'

/** An event of a state that is over. */
export type CompletedEvent = Pick<EventCompleted, 'kind' | 'state' | 'event'> & {
  /** When its work began, in milliseconds of the monotonic clock. */
  start: number
  /** Why it has failed, as the browser is told; undefined where it has not. */
  failure: Pick<EventError, 'status' | 'code'> | undefined
}

/**
 * Tells the application of the tabs of this process, and of their events. Each tab that it has told of as open, it
 * tells of as closed.
 */
export class TabAnnouncer {
  #announcer: Pick<Announcer, 'hears' | 'tell'>

  constructor(announcer: Pick<Announcer, 'hears' | 'tell'>) {
    this.#announcer = announcer
  }

  /** Whether anybody wants to know of events. */
  get hearsEvents(): boolean {
    return this.#announcer.hears('reflex:event_completed')
  }

  /** @param resumed - it has been open before */
  opened(tab: Tab, resumed: boolean): void {
    // Another socket may have taken it up, or it has ended meanwhile, or no page has let it in
    if (tab.openedAt !== undefined || tab.ended || !tab.shown) return
    tab.openedAt = performance.now()
    const { url } = tab.shown.info
    this.#announcer.tell('reflex:tab_opened', () => {
      return { tab: tab.id, url, user: tab.user, resumed }
    })
  }

  /** This process no longer has the tab. */
  closed(tab: Tab, reason: TabClosing): void {
    const { openedAt } = tab
    if (openedAt === undefined) return
    tab.openedAt = undefined
    this.#announcer.tell('reflex:tab_closed', () => {
      return { tab: tab.id, user: tab.user, reason, duration: performance.now() - openedAt }
    })
  }

  completed(tab: Tab, { start, failure, ...event }: CompletedEvent): void {
    this.#announcer.tell('reflex:event_completed', () => ({
      tab: tab.id,
      user: tab.user,
      ...event,
      outcome: outcomeOf(failure?.status),
      code: failure?.code,
      duration: performance.now() - start,
    }))
  }
}
