/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'

/** A ticket for cookies is forged, used, too old, or of another browser session. */
export const E_COOKIE_TICKET = createError<[reason: string]>(
  'The cookies were refused: %s',
  'E_COOKIE_TICKET',
  403
)
