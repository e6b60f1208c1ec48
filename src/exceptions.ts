/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'

/** A value of `config/reflex.ts` is invalid. */
export const E_INVALID_CONFIG = createError<[name: string, problem: string]>(
  'Invalid "%s" in config/reflex.ts: %s',
  'E_INVALID_CONFIG',
  500
)

/** `reflex.mount()` was called before pages were known. */
export const E_NOT_STARTED = createError(
  'Cannot mount pages before the application has started. Call reflex.mount() in a preload file such as start/routes.ts',
  'E_NOT_STARTED',
  500
)

/** The Vite plugin has an option that does not exist. */
export const E_PLUGIN_OPTION = createError<[name: string, problem: string]>(
  'Invalid "%s" in reflex() of vite.config.ts: %s',
  'E_PLUGIN_OPTION',
  500
)
