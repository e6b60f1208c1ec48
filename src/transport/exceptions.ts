/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'

/** A frame is no JSON. */
export const E_FRAME_NOT_JSON = createError(
  'The frame was refused, because it is not JSON',
  'E_FRAME_NOT_JSON',
  400
)

/** A frame is JSON, but none that the protocol knows. */
export const E_FRAME_INVALID = createError<[reason: string]>(
  'The frame was refused: %s',
  'E_FRAME_INVALID',
  400
)

/** A frame is larger than it may be. */
export const E_FRAME_TOO_LARGE = createError<[size: number, limit: number]>(
  'The frame was refused, because it has %d bytes and may have %d. Send less, use an upload, or raise limits.frameSize in config/reflex.ts',
  'E_FRAME_TOO_LARGE',
  413
)

/** A connection sends more frames than it may. */
export const E_TOO_MANY_EVENTS = createError<[limit: number]>(
  'The frame was refused, because this connection sent more than %d in a second. Slow down with debounce() or throttle(), or raise limits.eventsPerSecond in config/reflex.ts',
  'E_TOO_MANY_EVENTS',
  429
)
