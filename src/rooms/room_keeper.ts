/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { StateDefinition } from '../state/main.ts'
import type { RecordWrite } from '../stores/main.ts'
import type { Room } from './room.ts'
import type { Entrant, RoomLock } from './room_lock.ts'
import type { RoomContent } from './room_record.ts'
import type { SessionRooms } from './session_rooms.ts'

export interface RoomLimits {
  /** Milliseconds that a room without members is kept. */
  keepFor: number
  /** Milliseconds that an event waits for a room. */
  waitFor: number
  /** Milliseconds that a tab stays a member without a socket. */
  leaveAfter: number
}

/** A hold on its way into a room. */
export interface RoomEntrant extends Entrant {
  readonly waiting: Set<RoomLock>
  /** Whether it has come to its rooms in the order of their ids so far, this one included. */
  isInOrder(room: Room): boolean
}

/** Who has the rooms of a process, for those who use them. */
export interface RoomKeeper {
  readonly sessions: SessionRooms
  /** All rooms that are open here. */
  all(): Iterable<Room>
  /** A room that stays here until it is used no more. Its vars are there once it has loaded. */
  pin(definition: StateDefinition, id: string, name?: string): Room
  /**
   * Locks a room and makes this process its owner.
   *
   * @throws E_ROOM_BUSY, E_STORE_UNAVAILABLE
   */
  acquire(room: Room, entrant: RoomEntrant): Promise<void>
  /** A room as it is to be written. */
  record(room: Room, content: RoomContent): RecordWrite
  /**
   * Writes rooms, where the store outlives the process.
   *
   * @throws E_STORE_UNAVAILABLE, E_ROOM_LOST
   */
  write(records: readonly RecordWrite[]): Promise<void>
  /** A room has changed, and that is stored: all who show it get to know. */
  publish(room: Room, content: RoomContent): void
  /** What the store has of a room is not known: whoever enters it next asks. */
  lose(room: Room): void
}
