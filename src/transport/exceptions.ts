/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'
import { explainedError } from '../explained_error.ts'

/** A frame is not JSON. */
export const E_FRAME_NOT_JSON = createError(
  'The frame was refused, because it is not JSON',
  'E_FRAME_NOT_JSON',
  400
)

/** A frame is JSON, but not part of the protocol. */
export const E_FRAME_INVALID = createError<[reason: string]>(
  'The frame was refused: %s',
  'E_FRAME_INVALID',
  400
)

/** A frame is too large. */
export const E_FRAME_TOO_LARGE = explainedError<[size: number, limit: number]>({
  message: 'This is too large to be sent',
  help: 'The frame has %d bytes, and may have %d. Send less, use an upload, or raise limits.frameSize in config/reflex.ts',
  code: 'E_FRAME_TOO_LARGE',
  status: 413,
})

/** A connection sends too many frames. */
export const E_TOO_MANY_EVENTS = explainedError<[limit: number]>({
  message: 'Too much was sent at once. Try again in a moment',
  help: 'This connection sent more than %d frames in a second. Slow down with debounce() or throttle(), or raise limits.eventsPerSecond in config/reflex.ts',
  code: 'E_TOO_MANY_EVENTS',
  status: 429,
})
