/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { explainedError } from '../explained_error.ts'

/** Sessions are to be ended that no server keeps. */
export const E_SESSION_STORE = explainedError({
  message: 'This session cannot be ended from here',
  help: 'The store of config/session.ts keeps sessions in the cookies of browsers, or there is none. Use redis, database, file or memory',
  code: 'E_SESSION_STORE',
  status: 500,
})
