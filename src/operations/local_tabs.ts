/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { CloseCode } from '../protocol/main.ts'
import { memberId } from '../rooms/main.ts'
import type { StateRegistry } from '../state/main.ts'
import type { Tab, TabRegistry } from '../tabs/main.ts'
import type { ProcessCalls } from './process_calls.ts'
import { tabMatcher, sessionDigest } from './tab_target.ts'
import type { WireTarget } from './tab_target.ts'

/** A tab as one process tells it another. */
export type WireTab = {
  id: string
  user: string | number | null
  session: string | null
  page: string
  route: string
  connected: boolean
  running: number
  idle: number
}

export type ListRequest = { target: WireTarget; after: string; limit: number }
export type CountRequest = { target: WireTarget }
export type Counted = { tabs: number; connected: number }
export type KickRequest = { target: WireTarget; message: string }

/**
 * What operators may do with the tabs of this process, whoever asks.
 */
export class LocalTabs {
  #registry: TabRegistry
  #states: StateRegistry

  constructor(registry: TabRegistry, states: StateRegistry) {
    this.#registry = registry
    this.#states = states
  }

  /** Answers the calls of all processes. */
  serve(calls: ProcessCalls): void {
    calls.handle('tabs.list', (request: ListRequest) => this.list(request))
    calls.handle('tabs.count', (request: CountRequest) => this.count(request))
    calls.handle('tabs.kick', (request: KickRequest) => this.kick(request))
  }

  /** The first tabs after an id, by their ids. */
  list({ target, after, limit }: ListRequest): WireTab[] {
    const found = this.of(target).map((tab) => ({ tab, id: memberId(tab.id) }))
    return found
      .filter(({ id }) => id > after)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit)
      .map(({ tab, id }) => describe(tab, id))
  }

  count({ target }: CountRequest): Counted {
    const tabs = this.of(target)
    return { tabs: tabs.length, connected: tabs.filter(({ connected }) => connected).length }
  }

  /**
   * Ends tabs, and what runs for them.
   *
   * @returns how many
   */
  kick({ target, message }: KickRequest): number {
    const tabs = this.of(target)
    for (const tab of tabs) {
      const { link } = tab.outbox
      this.#registry.drop(tab)
      link?.close(CloseCode.Kicked, message)
    }
    return tabs.length
  }

  /** The tabs that are meant and show a page. */
  of(target: WireTarget): Tab[] {
    const isMeant = tabMatcher(target, this.#states)
    const found: Tab[] = []
    for (const tab of this.#registry.all()) if (tab.shown && isMeant(tab)) found.push(tab)
    return found
  }
}

function describe(tab: Tab, id: string): WireTab {
  const { definition } = tab.shown!.page
  return {
    id,
    user: tab.user ?? null,
    session: tab.session === '' ? null : sessionDigest(tab.session),
    page: definition.id,
    route: definition.name,
    connected: tab.connected,
    running: tab.queue.length + tab.parts.running,
    idle: Math.round(performance.now() - tab.usedAt),
  }
}
