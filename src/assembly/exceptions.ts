/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'

/** What only tests may use was asked for elsewhere. */
export const E_TEST_ONLY = createError(
  'Only tests come in here, and the application does not run in the test environment: set NODE_ENV=test',
  'E_TEST_ONLY',
  500
)

/** A state file does not export the class that discovery has found in it. */
export const E_STATE_EXPORT = createError<[file: string, name: string]>(
  'The state file "%s" exports no state class "%s". A state class extends State, AppState or another state',
  'E_STATE_EXPORT',
  500
)
