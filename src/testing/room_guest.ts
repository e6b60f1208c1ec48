/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { Room, RoomReader, Rooms, RoomHold } from '../rooms/main.ts'
import type { StateDefinition, StateTree, Vars } from '../state/main.ts'
import { userOf } from '../tabs/main.ts'

/**
 * The tab of an event request, as rooms see it: it shows them, but without a connection it is no
 * member.
 */
export class TestRoomGuest implements RoomReader {
  readonly connected = false
  roomHold: RoomHold | undefined
  #rooms: Rooms
  #ctx: HttpContext

  constructor(
    readonly id: string,
    rooms: Rooms,
    ctx: HttpContext,
    readonly states: StateTree
  ) {
    this.#rooms = rooms
    this.#ctx = ctx
  }

  /** It lasts as long as its request, and is never let in again. */
  doubt(): void {}

  get user(): string | number | undefined {
    return userOf(this.#ctx)
  }

  /** The request reads rooms when a test does. */
  follow(): void {}

  /** It has no browser. */
  send(): void {}

  /** Goes into the room that the request has of a state. */
  async enter(definition: StateDefinition): Promise<void> {
    const hold = this.#rooms.newHold()
    try {
      const room = await hold.open(definition, this.#ctx)
      const rooms = new Map(this.states.rooms as ReadonlyMap<string, Room>).set(definition.id, room)
      this.#rooms.enter(this, rooms)
    } finally {
      hold.commit()
    }
  }

  hold(definition: StateDefinition): Promise<Vars | undefined> {
    return this.#rooms.hold(this, definition, this.#ctx)
  }

  /** What a test has set in a room itself. */
  async set(definition: StateDefinition, vars: Vars): Promise<void> {
    await this.hold(definition)
    this.roomHold!.set(new Map([[definition.id, vars]]))
    await this.store()
  }

  /** Others see what was changed, and may come in. */
  async store(changed: ReadonlyMap<string, Vars> = new Map()): Promise<void> {
    const hold = this.roomHold
    this.roomHold = undefined
    hold?.set(changed)
    await hold?.store()
  }

  leave(): void {
    this.roomHold?.abort()
    this.#rooms.release(this)
  }
}
