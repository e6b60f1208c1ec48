/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { storeErrors } from '../stores/main.ts'
import { E_ROOM_BUSY, E_ROOM_LOST } from './exceptions.ts'
import { memberId } from './member_hooks.ts'
import type { Room, RoomReader } from './room.ts'
import { roomOf } from './room_names.ts'
import type { SessionRooms } from './session_rooms.ts'

/** Who is meant: all who are in a room, or those of a user, or a single member. */
export interface Leaving {
  /** Id of a user. */
  user?: string | number
  /** Id of a member. */
  member?: string
}

/** What keeps an event from a room that its tab may be in. */
const DELAYS = [E_ROOM_BUSY, E_ROOM_LOST, storeErrors.E_STORE_UNAVAILABLE]

/** Whether the guard of a room has kept somebody out of it. */
export function isRefusal(error: unknown): boolean {
  return !DELAYS.some((Delay) => error instanceof Delay)
}

/** Whether a tab is meant. */
export function isMeant({ id, user }: RoomReader, who: Leaving): boolean {
  if (who.user !== undefined && who.user !== user) return false
  return who.member === undefined || who.member === memberId(id)
}

/** Whether a request may still be in rooms. */
export async function mayStay(
  rooms: Iterable<Room>,
  ctx: HttpContext,
  sessions: SessionRooms
): Promise<boolean> {
  try {
    for (const { definition, id } of rooms) {
      const room = await roomOf(definition, ctx, sessions)
      if (room.id !== id) return false
    }
    return true
  } catch {
    return false
  }
}
