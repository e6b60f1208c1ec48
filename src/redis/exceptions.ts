/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'

/** The store of tabs refuses to work until somebody changes a setting. */
export const E_STORE_REFUSED = createError<[problem: string]>(
  'The redis store of config/reflex.ts cannot be used: %s',
  'E_STORE_REFUSED',
  503
)
