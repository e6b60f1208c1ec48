/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'

/** Nobody was named, or by a value that is missing. */
export const E_TARGET = createError<[why: string]>(
  'Cannot tell which tabs are meant: %s. Name them, as in { user: 7 }, or say "everyone"',
  'E_TARGET',
  500
)

/** The text for those who are kicked is too long for the close frame of a socket. */
export const E_KICK_MESSAGE = createError<[limit: number]>(
  'The message of kick() is longer than %d bytes, which is all that a closing socket can carry',
  'E_KICK_MESSAGE',
  500
)

/** No process of the application answers. */
export const E_NO_PROCESS = createError(
  'No process of the application answers. Start it, and see that it has the same store, redis and APP_KEY as this one',
  'E_NO_PROCESS',
  503
)

/** The process that was to do something has failed. */
export const E_CALL_FAILED = createError<[process: string, why: string]>(
  'The process %s has failed: %s. Its log has the whole error',
  'E_CALL_FAILED',
  500
)
