/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate, setTimeout } from 'node:timers/promises'
import type { LimitedLog } from '../logging/main.ts'
import type { PageRegistry } from '../pages/main.ts'
import type { Handover } from '../processes/main.ts'
import { CloseCode } from '../protocol/main.ts'
import type { Room, Rooms } from '../rooms/main.ts'
import type { StateRegistry } from '../state/main.ts'
import { storeErrors } from '../stores/main.ts'
import type { ClaimedRecord, Lease, StateStore } from '../stores/main.ts'
import { figures } from '../telemetry/main.ts'
import type { TabClosing } from '../telemetry/main.ts'
import { within } from '../within.ts'
import { toEventError } from './event_error.ts'
import type { Tab } from './tab.ts'
import { recordOf, restoreTab, unpackTab } from './tab_record.ts'
import type { TabRecord } from './tab_record.ts'
import type { TabRegistry } from './tab_registry.ts'

/** Milliseconds that background events have to tidy up when another process wants their tab. */
const TIDY_TIME = 5_000

/** Milliseconds that a store has to take the tabs of a process that ends. Their leases end otherwise too. */
const RELEASE_LIMIT = 2_000

export interface TabKeeperOptions {
  store: StateStore
  /** Id of this process among the owners of records. */
  process: string
  handover: Handover
  rooms: Rooms
  states: StateRegistry
  registry: TabRegistry
  pages: PageRegistry
  /** While a store cannot be reached, each tab has a line of its own. */
  logger: Pick<LimitedLog, 'warn' | 'error'>
  /** Milliseconds that a tab waits for its first socket. */
  adoptWithin: number
  /** Milliseconds that a tab without a socket is kept. */
  keepFor: number
}

/**
 * Brings tabs into the store and out of it. With a store that outlives the process, what an event
 * has done is stored before its answer leaves; what cannot be stored has not happened: the tab is
 * given up here, and the browser sends the event again.
 */
export class TabKeeper {
  #options: TabKeeperOptions
  #taking = new Map<string, Promise<Tab | undefined>>()

  constructor(options: TabKeeperOptions) {
    this.#options = options
    const { handover, registry } = options
    handover.add(async (id) => {
      const tab = registry.find(id)
      if (tab) await this.#handOver(tab)
    })
  }

  /** Whether each answer waits for the store. */
  get lasting(): boolean {
    return this.#options.store.lasting
  }

  /**
   * Stores a tab, and the rooms that its event has changed, and lets its frames go. When that is
   * not possible, the tab is given up.
   */
  async save(tab: Tab): Promise<void> {
    if (!this.lasting || tab.ended || !tab.shown) {
      this.#finish(tab)
      if (tab.shown) return
      // No page has let it in: there is nothing to go on with elsewhere
      tab.outbox.release(tab.outbox.number)
      if (this.lasting && !tab.ended) this.forget(tab)
      return
    }
    try {
      await this.#write(tab, this.#options.process, this.#options.keepFor)
    } catch (error) {
      this.#giveUp(tab, error)
    }
  }

  /**
   * Stores a tab whose document is on its way, for the socket that comes next.
   *
   * @throws E_STORE_UNAVAILABLE
   */
  async storeForSocket(tab: Tab): Promise<void> {
    const { store, adoptWithin, keepFor, process } = this.#options
    if (!store.lasting) return this.#finish(tab)
    // Any process may get the socket, and takes the tab out of the store. What runs in the background
    // does so here: then another process has to ask for the tab. So it has where a document has it
    // still, which may be there to stay
    const isFree = store.shared && tab.parts.running === 0 && !tab.connected
    await this.#write(tab, isFree ? '' : process, tab.adopted ? keepFor : adoptWithin)
    if (isFree) this.#end(tab, 'stored', 'The page is loaded again')
  }

  /**
   * The tab of a hello: the one that this process has, or the one in the store, which is taken
   * from whoever has it.
   *
   * @returns undefined when it is gone
   * @throws E_STORE_UNAVAILABLE; E_TOO_MANY_TABS when it is in the store and its browser session has
   *   all that it may have
   */
  async claim(id: string): Promise<Tab | undefined> {
    const { registry, store } = this.#options
    const known = registry.find(id)
    if (known && !store.lasting) return known
    let taking = this.#taking.get(id)
    if (!taking) {
      taking = this.#claim(id).finally(() => this.#taking.delete(id))
      this.#taking.set(id, taking)
    }
    return taking
  }

  /**
   * Waits until a browser may see what the tab is now.
   *
   * @returns false when it was given up
   */
  async whenStored(tab: Tab): Promise<boolean> {
    while (!tab.outbox.settled && !tab.ended) await (tab.saving ?? setImmediate())
    return !tab.ended
  }

  /** The tab has ended. */
  forget(tab: Tab): void {
    // One that stays behind expires
    this.#options.store.remove(tab.id).catch(() => {})
  }

  /**
   * Keeps the tabs of open sockets in the store, and lets go of those without one.
   *
   * @param now - milliseconds of the monotonic clock
   * @param sleepAfter - milliseconds without a socket after which the store alone has a tab
   */
  async refresh(now: number, sleepAfter: number): Promise<void> {
    const { registry, store, keepFor, logger } = this.#options
    const idle: Tab[] = []
    const due: Tab[] = []
    for (const tab of registry.all()) {
      if (!tab.shown || tab.queue.length > 0 || tab.saving) continue
      const isNeeded = tab.connected || tab.busy
      if (!isNeeded && tab.adopted && now - tab.usedAt >= sleepAfter) idle.push(tab)
      else if (store.lasting && isNeeded && tab.storedUntil - now < keepFor / 2) due.push(tab)
    }
    try {
      await this.#letGo(idle)
      if (due.length === 0) return
      await store.touch(
        due.map(({ id }) => id),
        keepFor
      )
      for (const tab of due) tab.storedUntil = now + keepFor
    } catch (error) {
      logger.warn({ err: error }, 'tabs could not be refreshed: %s', (error as Error).message)
    }
  }

  /**
   * Ends the work of this process on its tabs: what runs may finish, background events are asked to,
   * and what waits is left to the browser, which sends it again to another process.
   *
   * @param limit - milliseconds
   */
  async drain(limit: number): Promise<void> {
    const { registry, store } = this.#options
    const tabs = [...registry.all()]
    for (const tab of tabs) {
      tab.queue.clear()
      tab.draining = true
      tab.parts.draining('the server goes away')
    }
    const over = new AbortController()
    const late = setTimeout(limit, undefined, { signal: over.signal }).catch(() => {})
    await Promise.race([Promise.all(tabs.map((tab) => tab.idle(over.signal))), late])
    over.abort()
    for (const tab of tabs) tab.parts.abandoned('the server goes away')
    if (store.shared) {
      await within(
        RELEASE_LIMIT,
        store.release(this.#leases(tabs)).catch(() => {})
      )
    }
  }

  async #claim(id: string): Promise<Tab | undefined> {
    const { registry, store, process, handover } = this.#options
    const known = registry.find(id)
    await known?.saving
    if (store.shared) {
      const holder = await store.holder(id)
      if (known && !known.ended && holder?.fence === known.fence) return known
      if (known) this.#end(known, 'moved', 'Another process has taken up this tab')
      if (!holder) return undefined
      if (holder.owner !== '' && holder.owner !== process) {
        await handover.ask(holder.owner, id)
      }
    } else if (known && !known.ended) {
      return known
    }
    try {
      const claimed = await store.claim(id, process)
      return claimed && (await this.#restore(id, claimed))
    } catch (error) {
      // A new tab has another id: nothing is written over the one that is there
      if (!(error instanceof storeErrors.E_RECORD_NEWER)) throw error
      this.#options.logger.warn({ code: error.code, tab: id, help: error.help }, error.message)
      return undefined
    }
  }

  async #restore(id: string, { data, parts, fence }: ClaimedRecord): Promise<Tab | undefined> {
    const { registry, pages, keepFor } = this.#options
    const record = await this.#unpack(id, data, fence)
    // Its file may have another name in this build
    const page =
      record &&
      (pages.find(record.page.id, record.page.route) ??
        pages.match(record.page.url.split('?', 1)[0], undefined))
    if (!record || !page) return undefined
    const tab = registry.build(id, record.session)
    tab.fence = fence
    tab.storedUntil = performance.now() + keepFor
    restoreTab(tab, record, parts, page)
    await this.#enterRooms(tab, record.rooms)
    this.#readmit(tab)
    figures.takenUp++
    return tab
  }

  /**
   * A record that is damaged keeps nobody from beginning anew.
   *
   * @throws E_RECORD_NEWER
   */
  async #unpack(id: string, data: Uint8Array, fence: number): Promise<TabRecord | undefined> {
    const { logger, store, process } = this.#options
    try {
      const record = unpackTab(data)
      if (!record)
        logger.warn({ tab: id }, 'the record of a tab is too old, so the tab starts anew')
      return record
    } catch (error) {
      if (error instanceof storeErrors.E_RECORD_NEWER) {
        await store.release(new Map([[id, { owner: process, fence }]]))
        throw error
      }
      logger.error({ err: error, tab: id }, 'the record of a tab is damaged')
      store.remove(id).catch(() => {})
      return undefined
    }
  }

  /**
   * This process has a tab of the store, if its browser session may have one more.
   *
   * @throws E_TOO_MANY_TABS
   */
  #readmit(tab: Tab): void {
    const { registry } = this.#options
    try {
      registry.makeRoom(tab.session)
    } catch (error) {
      registry.evict(tab, 'ended')
      throw error
    }
    tab.arriving = true
    registry.add(tab)
  }

  /** The tab is in the rooms of its page again. */
  async #enterRooms(tab: Tab, ids: readonly [state: string, room: string][]): Promise<void> {
    if (ids.length === 0) return
    const { rooms, states } = this.#options
    const hold = rooms.newHold()
    const entered = new Map<string, Room>()
    try {
      for (const [state, id] of ids) {
        const definition = states.get(state)
        if (definition?.inRoom) entered.set(state, await hold.use(definition, id))
      }
      rooms.enter(tab, entered)
    } finally {
      hold.commit()
    }
  }

  /** Releases the rooms of an event whose tab is not stored. */
  #finish(tab: Tab): void {
    if (tab.ended) tab.releaseRooms()
    else this.#commit(tab)
  }

  #commit(tab: Tab): void {
    tab.roomHold?.commit()
    tab.roomHold = undefined
  }

  async #write(tab: Tab, owner: string, keepFor: number): Promise<void> {
    const { number } = tab.outbox
    const saving = this.#store(tab, owner, keepFor)
    tab.saving = saving.then(
      () => undefined,
      () => undefined
    )
    try {
      if (!(await saving)) {
        tab.releaseRooms()
        this.#end(tab, 'moved', 'Another process has taken up this tab')
        return
      }
    } catch (error) {
      tab.releaseRooms()
      throw error
    } finally {
      tab.saving = undefined
    }
    this.#commit(tab)
    tab.storedUntil = performance.now() + keepFor
    tab.outbox.release(number)
  }

  /** The tab and its rooms are stored together, or not at all. */
  async #store(tab: Tab, owner: string, keepFor: number): Promise<boolean> {
    const { store } = this.#options
    const record = recordOf(tab, owner, keepFor)
    const rooms = tab.roomHold?.records() ?? []
    const isStored = await (rooms.length === 0
      ? store.write(record)
      : store.writeAll([record, ...rooms]))
    if (isStored) record.parts.stored()
    return isStored
  }

  /** The store has an older tab than this process: the older one counts. */
  #giveUp(tab: Tab, error: unknown): void {
    const { logger } = this.#options
    logger.error({ err: error, tab: tab.id }, 'tab given up: %s', (error as Error).message)
    tab.outbox.send({ t: 'error', ...toEventError(error, { development: false }) })
    this.#end(tab, 'failed', 'The store cannot be reached')
  }

  /** Another process wants the tab: what runs ends and is stored before. */
  async #handOver(tab: Tab): Promise<void> {
    tab.draining = true
    tab.queue.clear()
    tab.parts.draining('another process has taken up its tab')
    const over = new AbortController()
    const late = setTimeout(TIDY_TIME, undefined, { ref: false })
    await Promise.race([tab.idle(over.signal), late])
    over.abort()
    await tab.queue.idle()
    figures.handedOver++
    this.#end(tab, 'moved', 'Another process has taken up this tab')
  }

  /** The tab is gone from here, and its browser connects again. */
  #end(tab: Tab, closing: TabClosing, reason: string): void {
    const { link } = tab.outbox
    this.#options.registry.evict(tab, closing)
    link?.close(CloseCode.TryAgain, reason)
  }

  async #letGo(tabs: Tab[]): Promise<void> {
    if (tabs.length === 0) return
    const { registry, store, keepFor } = this.#options
    if (store.lasting) {
      for (const tab of tabs) registry.evict(tab, 'stored')
      await store.release(this.#leases(tabs))
      return
    }
    for (const tab of tabs) {
      // What cannot be stored stays here as it is
      if (!tab.states.sleep()) continue
      const stored = store.write(recordOf(tab, this.#options.process, keepFor))
      registry.evict(tab, 'stored')
      await stored
    }
  }

  #leases(tabs: readonly Tab[]): Map<string, Lease> {
    return new Map(tabs.map((tab) => [tab.id, { owner: this.#options.process, fence: tab.fence }]))
  }
}
