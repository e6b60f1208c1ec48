/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'

/** The target names no tab, or has a missing value. */
export const E_TARGET = createError<[why: string]>(
  'Cannot tell which tabs are meant: %s. Name them, as in { user: 7 }, or say "everyone"',
  'E_TARGET',
  500
)

/** The message of a kick is too long for the close frame of a socket. */
export const E_KICK_MESSAGE = createError<[limit: number]>(
  'The message of kick() is longer than %d bytes, which is all that a closing socket can carry',
  'E_KICK_MESSAGE',
  500
)

/** No process of the application answers. */
export const E_NO_PROCESS = createError(
  'No process of the application answers. Start it, and make sure that it has the same store, redis and APP_KEY as this one',
  'E_NO_PROCESS',
  503
)

/** A process failed to do what it was asked to do. */
export const E_CALL_FAILED = createError<[process: string, why: string]>(
  'The process %s has failed: %s. Its log has the whole error',
  'E_CALL_FAILED',
  500
)

/** A background event cannot be broadcast: no page waits for its end. */
export const E_BROADCAST_EVENT = createError<[event: string]>(
  'The background event "%s" cannot be broadcast, since no page has called it and waits for its end. Broadcast an ordinary event',
  'E_BROADCAST_EVENT',
  500
)

/** A command cannot reach the tabs of the application. */
export const E_NO_BUS = createError<[store: string]>(
  'The store "%s" keeps tabs for one process, and a command is another one. Use a redis store, or call the service in the application, as in a controller for administrators',
  'E_NO_BUS',
  500
)

/** The target names no room, or one that does not exist. */
export const E_ROOM_TARGET = createError<[why: string]>(
  'Cannot tell which room is meant: %s. Name its state and room, as in { state: ChatState, room: "general" }, or its id',
  'E_ROOM_TARGET',
  500
)
