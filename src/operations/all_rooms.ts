/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Rooms } from '../rooms/main.ts'
import type { RoomsOptions } from '../rooms/main.ts'
import type { ListOptions } from './list_page.ts'
import { LocalRooms } from './local_rooms.ts'
import type { ProcessCalls } from './process_calls.ts'
import { RoomCalls } from './room_calls.ts'
import type { Emptied, RoomFilter, RoomList, RoomLook } from './room_calls.ts'
import type { RoomTarget } from './room_target.ts'

export interface AllRoomsOptions extends RoomsOptions {
  calls: ProcessCalls
}

/** The rooms of this process, and the operations on those of all processes. */
export class AllRooms extends Rooms {
  #calls: RoomCalls

  constructor(options: AllRoomsOptions) {
    super(options)
    this.#calls = new RoomCalls(options.calls)
    new LocalRooms(this, options).serve(options.calls)
  }

  /**
   * Lists rooms that processes have open, one page at a time.
   *
   * @param filter - which rooms; all if omitted
   */
  list(filter?: RoomFilter, options?: ListOptions): Promise<RoomList> {
    return this.#calls.list(filter, options)
  }

  /**
   * Returns the vars and members of a room.
   *
   * @throws E_ROOM_TARGET, E_STATE_UNKNOWN, E_STORE_UNAVAILABLE
   */
  look(target: RoomTarget): Promise<RoomLook> {
    return this.#calls.look(target)
  }

  /**
   * Resets all vars of a room to their initial values, backend vars included. It waits for its turn
   * among the events of the room. The members stay in the room and see the change.
   *
   * @throws E_ROOM_TARGET, also when the room is neither open nor stored; E_STATE_UNKNOWN,
   *   E_ROOM_BUSY, E_STORE_UNAVAILABLE, E_ROOM_LOST
   */
  empty(target: RoomTarget): Promise<Emptied> {
    return this.#calls.empty(target)
  }
}
