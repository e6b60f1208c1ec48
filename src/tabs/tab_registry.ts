/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomBytes } from 'node:crypto'
import { debug } from '../debug.ts'
import type { Action } from '../protocol/main.ts'
import { memberId } from '../rooms/main.ts'
import { StateTree } from '../state/main.ts'
import type { StateRegistry } from '../state/main.ts'
import type { TabClosing } from '../telemetry/main.ts'
import { E_TOO_MANY_TABS } from './exceptions.ts'
import type { Features } from './features/features.ts'
import type { FailedMoment } from './features/tab_parts.ts'
import { Outbox } from './outbox.ts'
import type { OutboxLimits } from './outbox.ts'
import { Tab } from './tab.ts'

export interface TabLimits {
  /** Milliseconds that a tab waits for its first socket. */
  adoptWithin: number
  /** Milliseconds that a tab without a socket is kept. */
  keepFor: number
  /** Milliseconds after which an unused tab's state is kept as bytes. */
  sleepAfter: number
  /** Tabs that one browser session may have. */
  perSession: number
  /** Tabs that wait for their first socket; the oldest go first. */
  unadopted: number
  outbox: OutboxLimits
}

export interface TabRegistryOptions {
  /** Have parts in each tab. */
  features?: Features
  /** Freeze what is sent to browsers. */
  freeze: boolean
  /** Tell browsers of methods that are no events, so that their calls are refused with a remedy. */
  tellMethods?: boolean
  /** Tabs are stored with each event: vars that cannot be are refused, and frames wait for it. */
  stored?: boolean
  /** Called with what goes wrong in a tab and is nobody's answer: in a turn, or at a moment of a feature. */
  failed?: (tab: Tab, error: unknown, at?: FailedMoment) => void
  /** Called for each tab that this process no longer has. */
  left?: (tab: Tab, reason: TabClosing) => void
  /** Called for each tab that ends. */
  dropped?: (tab: Tab) => void
  /** Called after each look for unused tabs. */
  swept?: (now: number) => void
}

/** How often expired tabs are looked for. */
const SWEEP_INTERVAL = 5_000

/** 128 bits in base64url. */
const TAB_ID = /^[\w-]{22}$/

/** Whether a text that a browser has sent may be the id of a tab. */
export function isTabId(text: string): boolean {
  return TAB_ID.test(text)
}

/**
 * The tabs of this process by id.
 */
export class TabRegistry {
  #registry: StateRegistry
  #limits: TabLimits
  #options: TabRegistryOptions
  #tabs = new Map<string, Tab>()
  /** Tabs that never had a socket, oldest first. */
  #unadopted = new Set<Tab>()
  #sessions = new Map<string, Set<Tab>>()
  #sweep: NodeJS.Timeout | undefined

  constructor(registry: StateRegistry, limits: TabLimits, options: TabRegistryOptions) {
    this.#registry = registry
    this.#limits = limits
    this.#options = options
  }

  get size(): number {
    return this.#tabs.size
  }

  /** How many events run or wait in all tabs, those in the background included. */
  get running(): number {
    let count = 0
    for (const tab of this.#tabs.values()) count += tab.queue.length + tab.parts.running
    return count
  }

  all(): IterableIterator<Tab> {
    return this.#tabs.values()
  }

  /**
   * Makes a tab for a browser session.
   *
   * @throws E_TOO_MANY_TABS when the session has all that it may have
   */
  create(session: string): Tab {
    this.makeRoom(session)
    // 128 bits, as for a session id: it cannot be guessed, and the token seals it besides
    const id = randomBytes(16).toString('base64url')
    const tab = this.build(id, session)
    this.#unadopted.add(tab)
    this.add(tab)
    if (this.#unadopted.size > this.#limits.unadopted) {
      for (const oldest of this.#unadopted) {
        this.drop(oldest)
        break
      }
    }
    return tab
  }

  /** A tab that is not known here yet. */
  build(id: string, session: string): Tab {
    const { freeze, tellMethods, stored, failed, features } = this.#options
    const registry = this.#registry
    const member = memberId(id)
    const outbox = new Outbox(this.#limits.outbox, { held: stored })
    const send = (action: Action) => outbox.push({ a: [action] }, true)
    const options = { registry, member, freeze, tellMethods, send, tab: id }
    const states = new StateTree({ ...options, storable: stored })
    const tab: Tab = new Tab(id, session, states, outbox, (error, at) => failed?.(tab, error, at))
    features?.attach(tab)
    return tab
  }

  /** This process has the tab from now on. */
  add(tab: Tab): void {
    debug('tab %s is here', tab.id)
    this.#tabs.set(tab.id, tab)
    this.#ofSession(tab.session).add(tab)
    this.#sweep ??= setInterval(() => this.sweep(performance.now()), SWEEP_INTERVAL).unref()
  }

  find(id: string): Tab | undefined {
    return this.#tabs.get(id)
  }

  /**
   * The open tabs of a browser session.
   *
   * @param session - its id. Those who have none, and an empty one, have nothing in common
   */
  ofSession(session: string): Tab[] {
    if (session === '') return []
    return [...(this.#sessions.get(session) ?? [])]
  }

  /** The tab has its first socket. */
  adopt(tab: Tab): void {
    this.#unadopted.delete(tab)
    tab.adopted = true
    tab.touch()
  }

  /** The browser session of a tab has got another id. */
  move(tab: Tab, session: string): void {
    if (tab.session === session) return
    this.#leaveSession(tab)
    tab.identity.moved(session)
    this.#ofSession(session).add(tab)
  }

  /** The tab ends. */
  drop(tab: Tab): void {
    this.evict(tab, 'ended')
    tab.parts.dropped()
    this.#options.dropped?.(tab)
  }

  /** The tab leaves this process: it ends, or is in the store. */
  evict(tab: Tab, reason: TabClosing): void {
    debug('tab %s is gone: %s', tab.id, reason)
    tab.ended = true
    tab.queue.clear()
    if (this.#tabs.get(tab.id) === tab) this.#tabs.delete(tab.id)
    this.#unadopted.delete(tab)
    this.#leaveSession(tab)
    // What is being written ends its turn itself
    if (!tab.saving) tab.releaseRooms()
    tab.parts.ended('its tab has ended')
    this.#options.left?.(tab, reason)
  }

  /**
   * Drops the tabs whose time is over and puts the unused ones to sleep.
   *
   * @param now - milliseconds of the monotonic clock
   */
  sweep(now: number): void {
    for (const tab of this.#tabs.values()) {
      if (tab.busy) continue
      const age = now - tab.usedAt
      const keep = this.#unadopted.has(tab) ? this.#limits.adoptWithin : this.#limits.keepFor
      if (!tab.connected && age >= keep) {
        this.drop(tab)
      } else if (age >= this.#limits.sleepAfter) {
        tab.states.sleep()
      }
    }
    this.#options.swept?.(now)
  }

  /** Forgets all tabs. */
  close(): void {
    clearInterval(this.#sweep)
    this.#sweep = undefined
    for (const tab of this.#tabs.values()) this.#options.left?.(tab, 'stopped')
    this.#tabs.clear()
    this.#unadopted.clear()
    this.#sessions.clear()
  }

  /**
   * Makes room for one more tab of a browser session: one without a socket goes, the longest unused
   * one first.
   *
   * @throws E_TOO_MANY_TABS when the session has all that it may have
   */
  makeRoom(session: string): void {
    const tabs = session === '' ? undefined : this.#sessions.get(session)
    if (!tabs || tabs.size < this.#limits.perSession) return
    let oldest: Tab | undefined
    for (const tab of tabs) {
      if (!tab.connected && !tab.arriving && (!oldest || tab.usedAt < oldest.usedAt)) oldest = tab
    }
    if (!oldest) throw new E_TOO_MANY_TABS([this.#limits.perSession])
    this.drop(oldest)
  }

  #ofSession(session: string): Set<Tab> {
    let tabs = this.#sessions.get(session)
    if (!tabs) this.#sessions.set(session, (tabs = new Set()))
    return tabs
  }

  #leaveSession(tab: Tab): void {
    const tabs = this.#sessions.get(tab.session)
    tabs?.delete(tab)
    if (tabs?.size === 0) this.#sessions.delete(tab.session)
  }
}
