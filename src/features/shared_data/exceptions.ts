/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'

/** A shared key that the configuration does not have was to be refreshed. */
export const E_SHARED_UNKNOWN = createError<[key: string, known: string]>(
  'There is no shared key "%s" in config/reflex.ts, but %s',
  'E_SHARED_UNKNOWN',
  500
)
