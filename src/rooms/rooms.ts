/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { Logger } from '@adonisjs/core/logger'
import type { NewsBus } from '../bus/main.ts'
import { Liveness } from '../processes/main.ts'
import type { Handover } from '../processes/main.ts'
import type { Lease, RecordWrite, StateStore } from '../stores/main.ts'
import { isStorable } from '../state/main.ts'
import type { SharedVars, StateDefinition, StateRegistry, StateTree, Vars } from '../state/main.ts'
import { E_ROOM_LOST } from './exceptions.ts'
import { Members } from './members.ts'
import { Room, roomId, type RoomReader } from './room.ts'
import { isMeant, isRefusal, mayStay } from './room_access.ts'
import type { Leaving } from './room_access.ts'
import { RoomClaims } from './room_claims.ts'
import { applyNews, RoomNewsBus } from './room_news.ts'
import type { RoomNews } from './room_news.ts'
import { packRoom, unpackRoom } from './room_record.ts'
import type { RoomContent } from './room_record.ts'
import { RoomPublisher } from './room_publisher.ts'
import { RoomHold } from './room_hold.ts'
import { SessionRooms } from './session_rooms.ts'
import type { RoomEntrant, RoomKeeper, RoomLimits } from './room_keeper.ts'

export interface RoomsOptions {
  registry: StateRegistry
  store: StateStore
  bus: NewsBus
  handover: Handover
  /** Id of this process. */
  process: string
  limits: RoomLimits
  logger: Logger
}

/** A tab, which may be in rooms. */
export interface RoomGuest {
  readonly states: StateTree
  /** It has to be let in to its page again. */
  doubt(): void
  /** What its running event uses. */
  roomHold: RoomHold | undefined
}

/** Milliseconds that a room stays in memory after its last use. */
const IDLE = 30_000

/**
 * The rooms of this process. One process owns a room at a time, and only it changes the room; the
 * others show what it tells them, or what they read from the store.
 */
export class Rooms implements RoomKeeper {
  readonly members: Members
  readonly sessions: SessionRooms
  /** Hears of tabs that are to be let in to their pages again. */
  onRevoked: ((reader: RoomReader) => void) | undefined
  #options: RoomsOptions
  #rooms = new Map<string, Room>()
  #claims: RoomClaims
  #news: RoomNewsBus
  #publisher: RoomPublisher
  #liveness: Liveness

  constructor(options: RoomsOptions) {
    const { registry, store, process, bus, handover, limits, logger } = options
    this.#options = options
    this.sessions = new SessionRooms(store)
    this.#claims = new RoomClaims(options)
    this.#news = new RoomNewsBus(bus)
    this.#publisher = new RoomPublisher(store.shared ? this.#news : undefined, logger)
    this.members = new Members({ rooms: this, registry, process, logger, limits })
    this.#liveness = new Liveness(process, bus, {
      gone: (gone) => this.members.bury(gone),
      buried: () => this.members.rejoin(),
    })
    handover.add((id) => this.#letGo(id))
  }

  get size(): number {
    return this.#rooms.size
  }

  all(): IterableIterator<Room> {
    return this.#rooms.values()
  }

  /** Listens to other processes. */
  async listen(): Promise<void> {
    if (!this.#options.store.shared) return
    await this.#news.listen((news) => this.#heard(news))
    await this.#liveness.listen()
  }

  /** For something that uses rooms, and holds none yet. */
  newHold(): RoomHold {
    return new RoomHold(this)
  }

  /**
   * Keeps others from the room of a state until the tab's event is stored.
   *
   * @param entered - the rooms that the tab is in, or about to be in, by state id
   * @returns its vars; undefined for a state without a room
   * @throws E_ROOM_BUSY, E_ROOM_NAME, E_ROOM_SESSION, E_ROOM_UNKNOWN, E_STORE_UNAVAILABLE
   */
  async hold(
    tab: RoomGuest,
    definition: StateDefinition,
    ctx: HttpContext | undefined,
    entered: ReadonlyMap<string, SharedVars> = tab.states.rooms
  ): Promise<Vars | undefined> {
    if (!definition.inRoom) return undefined
    tab.roomHold ??= this.newHold()
    try {
      return await tab.roomHold.hold(definition, ctx, entered)
    } catch (error) {
      // What keeps it from changing a room is to keep it from hearing of the room too
      if (isRefusal(error) && tab.states.rooms.has(definition.id)) tab.doubt()
      throw error
    }
  }

  /** Whether a tab is in rooms by its page, and none of their members any more. */
  hasLeft(tab: RoomReader & RoomGuest): boolean {
    return tab.states.rooms.size > 0 && !this.members.has(tab)
  }

  /** Whether a tab may still be in the rooms that it is in. */
  admits(tab: RoomGuest, ctx: HttpContext): Promise<boolean> {
    return mayStay(roomsOf(tab).values(), ctx, this.sessions)
  }

  /**
   * Has members of a room let in to their pages again, in all processes.
   *
   * @param name - as `static room` returns it; none for a state without
   */
  leave(definition: StateDefinition, name: string | number | undefined, who: Leaving): void {
    const id = roomId(definition, String(name ?? ''))
    this.#revoke(id, who)
    this.#news.revoked(id, who)
  }

  /** A room that stays here until it is used no more. Its vars are there once it has loaded. */
  pin(definition: StateDefinition, id: string, name?: string): Room {
    let room = this.#rooms.get(id)
    if (!room) {
      room = new Room(id, definition.id, this.#options.registry)
      this.#rooms.set(id, room)
    }
    room.name ??= name
    room.uses++
    room.loading ??= this.#load(room)
    return room
  }

  /**
   * Goes on with the classes that states have now, as `StateTree.adapt` does for tabs.
   *
   * @param changed - ids of the states that have another class
   * @param report - hears of E_ROOM_BUSY and E_STORE_UNAVAILABLE, and who shows that room
   */
  async adapt(
    changed: ReadonlySet<string>,
    report: (error: unknown, readers: ReadonlySet<RoomReader>) => void
  ): Promise<void> {
    for (const { definition, id, readers } of this.#rooms.values()) {
      if (!changed.has(definition.id)) continue
      const hold = this.newHold()
      try {
        const room = await hold.holdById(definition, id)
        hold.set(new Map([[definition.id, definition.renewVars(room.vars)]]))
        await hold.store()
      } catch (error) {
        report(error, readers)
      } finally {
        hold.abort()
      }
    }
  }

  /** A tab shows these rooms from now on, and no others. */
  enter(tab: RoomReader & RoomGuest, rooms: ReadonlyMap<string, Room>): void {
    const left = roomsOf(tab)
    if (left.size + rooms.size === 0) return
    for (const room of left.values()) room.readers.delete(tab)
    tab.states.enter(rooms)
    for (const room of rooms.values()) room.readers.add(tab)
    if (tab.connected) this.members.arrived(tab, rooms.values())
  }

  /** Moves a tab to the rooms that its event has found: those of a session may be others by now. */
  move(tab: RoomReader & RoomGuest): void {
    const moved = tab.roomHold?.moved(tab.states.rooms)
    if (moved) this.enter(tab, moved)
  }

  /** A tab has a socket. */
  arrived(tab: RoomReader & RoomGuest): void {
    if (tab.connected) this.members.arrived(tab, roomsOf(tab).values())
  }

  /** A tab has left this process. */
  release(tab: RoomReader & RoomGuest): void {
    for (const room of roomsOf(tab).values()) {
      room.readers.delete(tab)
      room.usedAt = performance.now()
    }
    this.members.departed(tab)
  }

  /**
   * Locks a room and makes this process its owner.
   *
   * @throws E_ROOM_BUSY, E_STORE_UNAVAILABLE
   */
  acquire(room: Room, entrant: RoomEntrant): Promise<void> {
    return this.#claims.acquire(room, entrant, (content) => this.#become(room, content))
  }

  /** A room as it is to be written. */
  record(room: Room, content: RoomContent): RecordWrite {
    const { process, limits } = this.#options
    const lease = { owner: process, fence: room.fence ?? 1 }
    return { id: room.id, lease, data: packRoom(content, room.name), keepFor: limits.keepFor }
  }

  /**
   * Writes rooms, where the store outlives the process.
   *
   * @throws E_STORE_UNAVAILABLE, E_ROOM_LOST
   */
  async write(records: readonly RecordWrite[]): Promise<void> {
    const { store } = this.#options
    if (!store.lasting || records.length === 0) return
    if (!(await store.writeAll(records))) throw new E_ROOM_LOST()
  }

  /** A room has changed, and that is stored: all who show it get to know. */
  publish(room: Room, content: RoomContent): void {
    room.storedUntil = performance.now() + this.#options.limits.keepFor
    room.become(content)
    this.#publisher.publishSoon(room)
  }

  /** Tells tabs and other processes what waits to be told. */
  publishAll(): void {
    for (const room of this.#rooms.values()) this.#publisher.publish(room)
  }

  /** What the store has of a room is not known: whoever enters it next asks. */
  lose(room: Room): void {
    room.fence = undefined
  }

  /**
   * Keeps the rooms that are shown in the store, and lets go of those that nobody here uses.
   *
   * @param now - milliseconds of the monotonic clock
   */
  async refresh(now: number): Promise<void> {
    const { store, limits, logger } = this.#options
    const due: Room[] = []
    const idle: Room[] = []
    for (const room of this.#rooms.values()) {
      if (room.used) room.usedAt = now
      else if (now - room.usedAt >= IDLE) idle.push(room)
      if (room.used && room.storedUntil - now < limits.keepFor / 2) due.push(room)
    }
    try {
      await this.#rest(idle, now)
      if (!store.lasting || due.length === 0) return
      const ids = due.map(({ id }) => id)
      await store.touch(ids, limits.keepFor)
      for (const room of due) room.storedUntil = now + limits.keepFor
    } catch (error) {
      logger.warn({ err: error }, 'rooms could not be refreshed: %s', (error as Error).message)
    }
  }

  /** Gives the rooms of this process to the store, so that nobody has to ask for them. */
  async drain(): Promise<void> {
    this.publishAll()
    const { store, process } = this.#options
    const leases = new Map<string, Lease>()
    for (const room of this.#rooms.values()) {
      if (room.fence === undefined || room.lock.busy) continue
      leases.set(room.id, { owner: process, fence: room.fence })
      room.fence = undefined
    }
    if (store.shared && leases.size > 0) await store.release(leases).catch(() => {})
  }

  close(): void {
    this.#news.close()
    this.#liveness.close()
    this.members.close()
    this.#rooms.clear()
  }

  async #load(room: Room): Promise<void> {
    const { store, logger } = this.#options
    try {
      const found = await store.read(room.id)
      const content = found && unpackRoom(found.data, room.definition, logger)
      // It may have become this process' while it was read, and have changed
      if (!room.fence && content && content.version > room.version) this.#become(room, content)
      // A store that ends with the process has what is not in use
      if (found && !store.lasting) await store.remove(room.id)
    } catch (error) {
      room.loading = undefined
      throw error
    }
  }

  /** Another process wants a room: it gets it after the hold that is in it. */
  async #letGo(id: string): Promise<void> {
    const room = this.#rooms.get(id)
    if (!room) return
    await room.lock.acquireNext()
    this.#publisher.publish(room)
    room.fence = undefined
    room.lock.release()
  }

  #revoke(id: string, who: Leaving): void {
    for (const reader of this.#rooms.get(id)?.readers ?? []) {
      if (isMeant(reader, who)) this.onRevoked?.(reader)
    }
  }

  #heard(news: RoomNews): void {
    if (news.type === 'revoked') return this.#revoke(news.room, news)
    if (news.type === 'versions') {
      for (const [id, version] of Object.entries(news.rooms)) {
        const room = this.#rooms.get(id)
        if (room && room.fence === undefined && room.version < version) this.#reload(room)
      }
      return
    }
    const room = this.#rooms.get(news.room)
    if (!room || room.fence !== undefined || news.to <= room.version) return
    if (news.from !== room.version) return this.#reload(room)
    const { content } = room
    const vars = applyNews(content.vars, news)
    if (!vars) return this.#reload(room)
    this.#become(room, { ...content, version: news.to, vars })
  }

  /** News were missed. */
  #reload(room: Room): void {
    const loading = (room.loading ?? Promise.resolve()).then(() => this.#load(room))
    room.loading = loading
    loading.catch((error: Error) => {
      if (room.loading === loading) room.loading = undefined
      this.#options.logger.warn({ err: error }, 'a room could not be read: %s', error.message)
    })
  }

  /** The room is like that, as others know already. */
  #become(room: Room, content: RoomContent): void {
    for (const { process } of content.members.values()) this.#liveness.expect(process)
    room.become(content)
    room.announced = content
    this.#publisher.publishSoon(room)
  }

  /** Nobody here uses these rooms: the store has them, or keeps them for this process. */
  async #rest(rooms: Room[], now: number): Promise<void> {
    const { store, process, limits } = this.#options
    const leases = new Map<string, Lease>()
    for (const room of rooms) {
      if (store.lasting) {
        if (room.fence !== undefined) leases.set(room.id, { owner: process, fence: room.fence })
      } else if (room.version > 0 && !isStorable(room.vars)) {
        // What cannot be bytes stays as it is
        if (now - room.usedAt < limits.keepFor) continue
      }
      this.#rooms.delete(room.id)
      if (store.lasting || room.version === 0 || !isStorable(room.vars)) continue
      await store.write({
        id: room.id,
        lease: { owner: process, fence: 1 },
        data: packRoom(room.content, room.name),
        keepFor: limits.keepFor,
      })
    }
    if (leases.size > 0) await store.release(leases)
  }
}

/** All rooms that trees get are made here. */
function roomsOf({ states }: RoomGuest): ReadonlyMap<string, Room> {
  return states.rooms as ReadonlyMap<string, Room>
}
