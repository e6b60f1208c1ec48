/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'
import { explainedError } from '../explained_error.ts'

/** A room was not free in time. */
export const E_ROOM_BUSY = explainedError<[id: string, limit: number]>({
  message: 'Somebody else is changing this right now. Try again in a moment',
  help: 'The room of the state "%s" was not free within %d ms. Do slow work before this.$get(), let handlers get several rooms in the same order, or raise rooms.waitFor in config/reflex.ts',
  code: 'E_ROOM_BUSY',
  status: 423,
})

/** Several events wait for each other's rooms, and this event is the one that gives way. */
export function circleError(id: string): InstanceType<typeof E_ROOM_BUSY> {
  const error = new E_ROOM_BUSY([id, 0])
  error.help = `The room of the state "${id}" is held by an event that waits for a room of this one. Let handlers get several rooms in the same order`
  return error
}

/** Another process has taken a room up while this one was changing it. */
export const E_ROOM_LOST = explainedError({
  message: 'Your change was not made. Try again',
  help: 'Another process has taken over a room that the event held, so the event has no effect',
  code: 'E_ROOM_LOST',
  status: 503,
})

/** `static room` did not name a room. */
export const E_ROOM_NAME = createError<[id: string, name: string]>(
  'The state "%s" does not name a room: `static room` returned %s. Return a string of at most 500 characters, or a number',
  'E_ROOM_NAME',
  500
)

/** A state of a browser session was requested without a session. */
export const E_ROOM_SESSION = createError<[id: string]>(
  'The state "%s" belongs to the browser session, and this request has none. Register @adonisjs/session/session_middleware in start/kernel.ts',
  'E_ROOM_SESSION',
  500
)

/** An event without a request asked for a room that its tab is not in. */
export const E_ROOM_UNKNOWN = createError<[id: string]>(
  'Cannot tell the room of the state "%s": this event runs without a request, and the page does not show the state. Use `static bridge = \'full\'`, or let the page import the state',
  'E_ROOM_UNKNOWN',
  500
)

/** A hook of a room asked for another state. */
export const E_ROOM_HOOK = createError<[id: string]>(
  'Cannot get the state "%s" in $joined() or $left(): they run for the room, without a tab. Change the vars of their own state',
  'E_ROOM_HOOK',
  500
)
