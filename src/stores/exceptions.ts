/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'
import { explainedError } from '../explained_error.ts'

/** The store of tabs cannot be reached, or does not answer in time. */
export const E_STORE_UNAVAILABLE = createError<[store: string]>(
  'The %s store of tabs cannot be reached. Events wait in the browser and are sent again',
  'E_STORE_UNAVAILABLE',
  503
)

/** A store of the application's own cannot be used as it describes itself. */
export const E_STORE_CONTRACT = createError<[problem: string]>(
  'The store of tabs cannot be used: %s',
  'E_STORE_CONTRACT',
  500
)

/** A record was written by a newer version of this package, or of Node.js. It is kept as it is. */
export const E_RECORD_NEWER = explainedError<[what: string]>({
  message: 'A newer version of the application has stored this. Try again in a moment',
  help: 'A newer version of reflex-adonis or of Node.js has stored %s, which is kept as it is. Run that version again, or wait until the record has expired',
  code: 'E_RECORD_NEWER',
  status: 503,
})
