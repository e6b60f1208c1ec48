/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'

/** A value of `config/reflex.ts` cannot be used. */
export const E_INVALID_CONFIG = createError<[name: string, problem: string]>(
  'Invalid "%s" in config/reflex.ts: %s',
  'E_INVALID_CONFIG',
  500
)

/** Pages are drawn by Edge, and the application has no Edge. */
export const E_EDGE_MISSING = createError(
  'Pages are sent in an Edge template. Add "@adonisjs/core/providers/edge_provider" to adonisrc.ts and install edge.js',
  'E_EDGE_MISSING',
  500
)

/** A state file does not export what it did when it was read. */
export const E_STATE_EXPORT = createError<[file: string, name: string]>(
  'The state file "%s" exports no state class "%s". A state class extends State, AppState or another state',
  'E_STATE_EXPORT',
  500
)

/** `reflex.mount()` was called before pages were known. */
export const E_NOT_STARTED = createError(
  'Cannot mount pages before the application has started. Call reflex.mount() in a preload file such as start/routes.ts',
  'E_NOT_STARTED',
  500
)
