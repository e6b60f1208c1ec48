/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'

/** A state file does not export the class that discovery has found in it. */
export const E_STATE_EXPORT = createError<[file: string, name: string]>(
  'The state file "%s" exports no state class "%s". A state class extends State, AppState or another state',
  'E_STATE_EXPORT',
  500
)
