/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Logger } from '@adonisjs/core/logger'
import type { Handover } from '../processes/main.ts'
import type { ClaimedRecord, StateStore } from '../stores/main.ts'
import { circleError, E_ROOM_BUSY } from './exceptions.ts'
import type { Room } from './room.ts'
import type { RoomEntrant, RoomLimits } from './room_keeper.ts'
import { packRoom, unpackRoom } from './room_record.ts'
import type { RoomContent } from './room_record.ts'

export interface RoomClaimsOptions {
  store: StateStore
  handover: Handover
  /** Id of this process. */
  process: string
  limits: RoomLimits
  logger: Logger
}

/**
 * Lets holds into rooms, one at a time, and makes this process the owner of a room: it asks whoever
 * has it to let go of it.
 */
export class RoomClaims {
  #options: RoomClaimsOptions

  constructor(options: RoomClaimsOptions) {
    this.#options = options
  }

  /**
   * Locks a room when its turn has come, and makes this process its owner.
   *
   * @param become - takes up what the store has of the room
   * @throws E_ROOM_BUSY, E_STORE_UNAVAILABLE
   */
  async acquire(
    room: Room,
    entrant: RoomEntrant,
    become: (content: RoomContent) => void
  ): Promise<void> {
    const { limits, store } = this.#options
    const { lock, definition } = room
    if (lock.closesCircle(entrant)) throw circleError(definition.id)
    // Nobody sees a circle over two processes: of those in it, one against the order gives way first
    const limit = store.shared && !entrant.isInOrder(room) ? limits.waitFor / 2 : limits.waitFor
    const deadline = performance.now() + limit
    entrant.waiting.add(lock)
    try {
      if (!(await lock.acquire(limit, entrant))) throw new E_ROOM_BUSY([definition.id, limit])
      try {
        await room.loading
        if (store.lasting && room.fence === undefined) become(await this.#claim(room, deadline))
      } catch (error) {
        lock.release()
        throw error
      }
    } finally {
      entrant.waiting.delete(lock)
    }
  }

  /**
   * @param deadline - in milliseconds of the monotonic clock
   * @returns the room as the store has it
   * @throws E_ROOM_BUSY, E_RECORD_NEWER, E_STORE_UNAVAILABLE
   */
  async #claim(room: Room, deadline: number): Promise<RoomContent> {
    const { store, process, limits, handover } = this.#options
    const { definition, id } = room
    // Should the store have lost the room, those who show it still are to see that this one is newer
    const version = Math.max(Date.now(), room.version + 1)
    const fresh = { version, vars: definition.createVars(), members: new Map() }
    let over: number | undefined
    for (;;) {
      const { claimed, holder } = await store.acquire({
        id,
        owner: process,
        over,
        initial: packRoom(fresh, room.name),
        keepFor: limits.keepFor,
      })
      if (claimed) {
        const content = (await this.#read(room, claimed)) ?? fresh
        room.fence = claimed.fence
        room.storedUntil = performance.now() + limits.keepFor
        // The same version is the same room: what is here already shares its parts with the tabs
        return content.version === room.version ? { ...content, vars: room.vars } : content
      }
      const left = deadline - performance.now()
      if (left <= 0 || !(await within(left, handover.ask(holder.owner, id)))) {
        throw new E_ROOM_BUSY([definition.id, limits.waitFor])
      }
      over = holder.fence
    }
  }

  /** What this process cannot read is given back, and stays as it is. */
  async #read({ definition, id }: Room, { data, fence }: ClaimedRecord) {
    const { store, process, logger } = this.#options
    try {
      return unpackRoom(data, definition, logger)
    } catch (error) {
      await store.release(new Map([[id, { owner: process, fence }]]))
      throw error
    }
  }
}

/** Whether something happens within a time, in milliseconds. */
async function within(limit: number, work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, limit, false)))
  const done = await Promise.race([work.then(() => true), late])
  clearTimeout(timer)
  return done
}
