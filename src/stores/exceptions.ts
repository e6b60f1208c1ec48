/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'

/** The store of tabs cannot be reached, or does not answer in time. */
export const E_STORE_UNAVAILABLE = createError<[store: string]>(
  'The %s store of tabs cannot be reached. Events wait in the browser and are sent again',
  'E_STORE_UNAVAILABLE',
  503
)
