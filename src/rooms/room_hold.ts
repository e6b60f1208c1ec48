/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { RecordWrite } from '../stores/main.ts'
import type { SharedVars, StateDefinition, Vars } from '../state/main.ts'
import type { Room } from './room.ts'
import type { RoomEntrant, RoomKeeper } from './room_keeper.ts'
import type { RoomLock } from './room_lock.ts'
import { E_ROOM_LOST } from './exceptions.ts'
import { roomOf } from './room_names.ts'
import type { MemberRecord, RoomContent } from './room_record.ts'

interface Held {
  room: Room
  vars: Vars
  members: ReadonlyMap<string, MemberRecord>
}

/**
 * The rooms that one event (or admission) of a tab uses: those that it holds, with what it makes
 * of them, until all is stored.
 */
export class RoomHold implements RoomEntrant {
  /** Rooms that it is about to enter. */
  readonly waiting = new Set<RoomLock>()
  #rooms: RoomKeeper
  /** Rooms that were opened, by state id. */
  #opened = new Map<string, Room>()
  #held = new Map<Room, Held>()
  #ended = false
  #acquiring = new Map<Room, Promise<Held>>()

  constructor(rooms: RoomKeeper) {
    this.#rooms = rooms
  }

  /**
   * The room of a state for a request, to read.
   *
   * @throws E_ROOM_NAME, E_ROOM_SESSION, E_ROOM_UNKNOWN, E_STORE_UNAVAILABLE
   */
  async open(definition: StateDefinition, ctx: HttpContext | undefined): Promise<Room> {
    const { id, name } = await roomOf(definition, ctx, this.#rooms.sessions)
    return this.use(definition, id, name)
  }

  /**
   * A room by its id, to read.
   *
   * @param name - as `static room` returned it, where that is known
   * @throws E_STORE_UNAVAILABLE
   */
  async use(definition: StateDefinition, id: string, name?: string): Promise<Room> {
    const known = this.#opened.get(definition.id)
    if (known?.id === id) return known
    const room = this.#rooms.pin(definition, id, name)
    if (known) known.uses--
    this.#opened.set(definition.id, room)
    await room.loading
    return room
  }

  /**
   * Keeps others from a room until this hold is over.
   *
   * @param entered - the rooms that the tab is in, by state id
   * @returns its vars, as this hold has left them
   * @throws E_ROOM_BUSY, E_STORE_UNAVAILABLE, and as `open`
   */
  async hold(
    definition: StateDefinition,
    ctx: HttpContext | undefined,
    entered: ReadonlyMap<string, SharedVars>
  ): Promise<Vars> {
    const room = await this.#roomFor(
      definition,
      ctx,
      entered.get(definition.id) as Room | undefined
    )
    const { vars } = await this.#acquireOnce(room)
    return vars
  }

  /**
   * Keeps others from a room until this hold is over.
   *
   * @param id - id of the room
   * @throws E_ROOM_BUSY, E_STORE_UNAVAILABLE
   */
  async holdById(definition: StateDefinition, id: string): Promise<Room> {
    const room = await this.use(definition, id)
    await this.#acquireOnce(room)
    return room
  }

  /**
   * What is to become of the rooms that are held.
   *
   * @param changed - vars by state id
   * @param members - who is in them, when that changes
   */
  set(changed: ReadonlyMap<string, Vars>, members?: ReadonlyMap<string, MemberRecord>): void {
    for (const [id, vars] of changed) {
      const held = this.#held.get(this.#opened.get(id)!)!
      held.vars = vars
      if (members) held.members = members
    }
  }

  /** Whether it keeps others from the room of a state. */
  holds(id: string): boolean {
    const room = this.#opened.get(id)
    return room !== undefined && this.#held.has(room)
  }

  /** Rooms that the tab is in from now on, in the place of others, by state id. */
  moved(entered: ReadonlyMap<string, SharedVars>): Map<string, Room> | undefined {
    const rooms = new Map(entered) as Map<string, Room>
    let moves = false
    for (const [id, room] of this.#opened) {
      if (!rooms.has(id) || rooms.get(id) === room) continue
      rooms.set(id, room)
      moves = true
    }
    return moves ? rooms : undefined
  }

  /** The rooms that have changed, to be written together with the tab. */
  records(): RecordWrite[] {
    return this.#changes().map((held) => this.#rooms.record(held.room, next(held)))
  }

  /**
   * All is stored: others see it, and may come in.
   */
  commit(): void {
    for (const held of this.#changes()) this.#rooms.publish(held.room, next(held))
    this.#end()
  }

  /**
   * Writes the rooms without their tab, and commits.
   *
   * @throws E_STORE_UNAVAILABLE; E_ROOM_LOST when another process has taken one of them
   */
  async store(): Promise<void> {
    try {
      await this.#rooms.write(this.records())
    } catch (error) {
      this.abort()
      throw error
    }
    this.commit()
  }

  /** It could not be stored: who comes next asks the store what the rooms are. */
  abort(): void {
    for (const { room } of this.#changes()) this.#rooms.lose(room)
    this.#end()
  }

  #changes(): Held[] {
    return [...this.#held.values()].filter(({ room: { content }, vars, members }) => {
      return content.vars !== vars || content.members !== members
    })
  }

  isInOrder({ id }: Room): boolean {
    return [...this.#held.keys()].every((room) => room.id < id)
  }

  /** A handler may ask for one room twice at once. */
  async #acquireOnce(room: Room): Promise<Held> {
    const held = this.#held.get(room)
    if (held) return held
    let acquiring = this.#acquiring.get(room)
    if (!acquiring) {
      acquiring = this.#acquire(room).finally(() => this.#acquiring.delete(room))
      this.#acquiring.set(room, acquiring)
    }
    return acquiring
  }

  async #acquire(room: Room): Promise<Held> {
    await this.#rooms.acquire(room, this)
    if (this.#ended) {
      // Its event has failed meanwhile
      room.lock.release()
      throw new E_ROOM_LOST()
    }
    const { vars, members } = room.content
    const held = { room, vars, members }
    this.#held.set(room, held)
    return held
  }

  /**
   * The room that the request has, whose guard is asked. A session or a user may have got another
   * one since the tab was let in. Without a request, the tab is in the room that it was let in to.
   */
  async #roomFor(
    definition: StateDefinition,
    ctx: HttpContext | undefined,
    entered: Room | undefined
  ): Promise<Room> {
    return entered && !ctx ? this.use(definition, entered.id) : this.open(definition, ctx)
  }

  #end(): void {
    this.#ended = true
    for (const { room } of this.#held.values()) room.lock.release()
    this.#held.clear()
    for (const room of this.#opened.values()) {
      room.uses--
      room.usedAt = performance.now()
    }
    this.#opened.clear()
  }
}

function next({ room, vars, members }: Held): RoomContent {
  return { version: room.version + 1, vars, members }
}
