/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Rooms } from '../../rooms/main.ts'
import type { Feature, Tab, TabPart } from '../../tabs/main.ts'

/**
 * States that tabs have in common: a tab is a member of its rooms while it has a socket.
 */
export class SharedStates implements Feature {
  readonly name = 'shared'
  #rooms: Rooms

  constructor(rooms: Rooms) {
    this.#rooms = rooms
  }

  attach(tab: Tab): TabPart {
    const rooms = this.#rooms
    return {
      answered: () => rooms.move(tab),
      connected: () => rooms.arrived(tab),
      disconnected: () => rooms.members.departed(tab),
      ended: () => rooms.release(tab),
      dropped: () => rooms.members.ended(tab),
    }
  }
}
