/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { applyPatches } from '../protocol/main.ts'
import type { PageInfo, PageSnapshot, Patch, StateSnapshot, UpdateFrame } from '../protocol/main.ts'
import { learnRoutes } from '../routes/main.ts'
import { freezeVars } from './frozen.ts'
import { KeptMessages } from './kept_messages.ts'
import { LocalValues } from './local_values.ts'
import { recordOf } from './state_record.ts'
import type { StateRecord } from './state_record.ts'

/**
 * `connecting` until the first socket is there, `reconnecting` while a new one is tried for, and
 * `stopped` when none will come any more.
 */
export type ConnectionStatus = 'connecting' | 'connected' | 'reconnecting' | 'stopped'

/** How the connection to the server is. */
export interface ConnectionInfo {
  readonly status: ConnectionStatus
  /** When the connection was lost, in milliseconds since the epoch; null while there is one. */
  readonly since: number | null
  /**
   * Why it will not come back: another browser tab has taken this one's place, the server refuses it
   * also after several reloads, or an operator has ended it. Or why it keeps failing: the page is
   * `gone` from the build that the server has now, or sockets are `blocked`: the server answers over HTTP,
   * and no socket comes through. Forms are posted then, and all else waits.
   */
  readonly reason: 'replaced' | 'refused' | 'gone' | 'blocked' | 'kicked' | null
  /** What the operator has to say. */
  readonly message?: string
  /** The server runs another build; the next navigation loads it. */
  readonly outdated: boolean
}

/** What one can subscribe to besides the ids of states. No class can have this name. */
export const CONNECTION = ':connection'
export const ADDRESS = ':address'

function records(snapshots: Record<string, StateSnapshot>): Map<string, StateRecord> {
  return new Map(Object.entries(snapshots).map(([id, snapshot]) => [id, recordOf(snapshot)]))
}

/** The same value with a replacement character for each surrogate that stands alone. */
function wellFormed<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, item: unknown) =>
    typeof item === 'string' ? item.toWellFormed() : item
  ) as T
}

/**
 * The tab's data in the browser: states, page and connection. Nothing here knows where it comes
 * from; readers compare by reference.
 */
export class Store {
  /** States as the server has told them. */
  #states: Map<string, StateRecord>
  /** States as the page shows them, where that is not the same. */
  #shown = new Map<string, StateRecord>()
  #freezes: boolean
  #page: PageInfo
  #connection: ConnectionInfo
  #listeners = new Map<string, Set<() => void>>()

  /** What pages say in each language. */
  readonly messages = new KeptMessages()

  /** What fields show before the server has it. */
  readonly local = new LocalValues(
    (id, name) => this.#states.get(id)?.vars[name],
    (id) => {
      this.#show(id)
      this.#notify([id])
    }
  )

  /** What the page came with, which is what a server has rendered. */
  readonly initial: {
    readonly page: PageInfo
    readonly url: string
    readonly query: PageInfo['q']
    readonly states: ReadonlyMap<string, StateRecord>
    readonly connection: ConnectionInfo
  }

  /**
   * @param illFormed - a string of the snapshot has surrogates without their other half, which the
   *   HTML of a server cannot have
   * @param development - vars are frozen, so that a page that changes one in place fails at once
   */
  constructor(snapshot: PageSnapshot, now: number, illFormed = false, development = false) {
    this.#freezes = development
    this.#states = records(snapshot.states)
    for (const { vars } of this.#states.values()) this.#freeze(vars)
    this.#page = snapshot.page
    const { language } = snapshot.page
    if (language) this.messages.add(language)
    learnRoutes(snapshot.page.routes)
    this.#connection = { status: 'connecting', since: now, reason: null, outdated: false }
    this.initial = {
      page: this.#page,
      url: this.#page.url,
      query: this.#page.q,
      states: illFormed ? records(wellFormed(snapshot.states)) : new Map(this.#states),
      connection: this.#connection,
    }
  }

  /** The page that the server has admitted last. The browser may still show the one before. */
  get page(): PageInfo {
    return this.#page
  }

  get connection(): ConnectionInfo {
    return this.#connection
  }

  /** A state as the page shows it. */
  state(id: string): StateRecord | undefined {
    return this.#shown.get(id) ?? this.#states.get(id)
  }

  /** A state as the server has told it, without what fields have on their way to it. */
  told(id: string): StateRecord | undefined {
    return this.#states.get(id)
  }

  /**
   * Calls back whenever a state has changed.
   *
   * @param topic - id of a state, `CONNECTION`, or `ADDRESS` of the page
   * @returns a function that ends it
   */
  subscribe(topic: string, listener: () => void): () => void {
    let listeners = this.#listeners.get(topic)
    if (!listeners) this.#listeners.set(topic, (listeners = new Set()))
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  /**
   * Takes up the patches, states and page of a frame.
   *
   * @returns false when a patch did not fit, or is for another step of its state: only a new
   *   snapshot helps then
   */
  apply(frame: UpdateFrame): boolean {
    const changed = new Set<string>()
    let fits = true
    const bases = frame.k === undefined ? [] : [frame.k].flat()
    for (const [index, [id, patches]] of Object.entries(frame.d ?? {}).entries()) {
      // A state that comes in full in the same frame holds these changes already.
      if (frame.s && Object.hasOwn(frame.s, id)) continue
      fits = this.#patch(id, patches, bases[index], changed) && fits
    }
    for (const [id, snapshot] of Object.entries(frame.s ?? {})) {
      this.#set(id, recordOf(snapshot))
      changed.add(id)
    }
    if (frame.p) this.#take(frame.p)
    if (frame.u) {
      // It is the same page: who shows it knows it by its identity
      this.#page.url = frame.u.url
      this.#page.q = frame.u.q
      changed.add(ADDRESS)
    }
    this.#notify(changed)
    return fits
  }

  /**
   * Takes up a page from scratch. States that it does not have stay until `prune`, since the page
   * that the browser still shows may read them.
   */
  reset(snapshot: PageSnapshot): void {
    this.#take(snapshot.page)
    for (const [id, state] of records(snapshot.states)) this.#set(id, state)
    this.#notify(Object.keys(snapshot.states))
  }

  /**
   * Drops the states that a page cannot reach, once the browser shows it.
   *
   * @param page - the page that is shown; nothing happens while a later one is on its way
   */
  prune(page: PageInfo): void {
    if (page !== this.#page) return
    for (const id of [...this.#states.keys()]) {
      if (page.states.includes(id)) continue
      this.#states.delete(id)
      this.local.forget(id)
      this.#shown.delete(id)
    }
  }

  setConnection(change: Partial<ConnectionInfo>): void {
    this.#connection = { ...this.#connection, ...change }
    this.#notify([CONNECTION])
  }

  #take(page: PageInfo): void {
    // A later snapshot of the page does not say it again
    const { id, language } = this.#page
    if (page.language) page.language = this.messages.add(page.language)
    else if (language && page.id === id) page.language = language
    this.#page = page
    learnRoutes(page.routes)
  }

  /** @param base - none from a server of an older build */
  #patch(id: string, patches: Patch[], base: number | undefined, changed: Set<string>): boolean {
    const state = this.#states.get(id)
    if (!state) {
      console.warn(`[reflex] The server changed the state "${id}", which this page does not have.`)
      return true
    }
    const { step } = state
    if (base !== undefined && base !== step) {
      console.warn(`[reflex] A change of the state "${id}" is for step ${base}, not ${step}.`)
      return false
    }
    try {
      const vars = applyPatches(state.vars, patches)
      this.#set(id, { ...state, vars, step: step + 1 })
      changed.add(id)
      return true
    } catch (error) {
      console.warn(`[reflex] A change of the state "${id}" does not fit:`, error)
      return false
    }
  }

  #set(id: string, state: StateRecord): void {
    const before = this.#states.get(id)
    this.#freeze(state.vars)
    this.#states.set(id, state)
    if (before) this.local.supersede(id, before.vars, state.vars)
    this.#show(id)
  }

  #freeze(vars: StateRecord['vars']): void {
    if (this.#freezes) freezeVars(vars)
  }

  /** Puts what fields say over what the server has told. */
  #show(id: string): void {
    const state = this.#states.get(id)
    const shown = state && this.local.over(id, state)
    if (!shown || shown === state) this.#shown.delete(id)
    else this.#shown.set(id, shown)
  }

  #notify(topics: Iterable<string>): void {
    const listeners = new Set<() => void>()
    for (const topic of topics) this.#listeners.get(topic)?.forEach((each) => listeners.add(each))
    for (const listener of listeners) listener()
  }
}
