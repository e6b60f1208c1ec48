/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { explainedError } from '../explained_error.ts'

/** Sessions are to be ended in which a guard has somebody that the application does not have. */
export const E_SESSION_GUARD = explainedError<[guard: string]>({
  message: 'There is no guard "%s"',
  help: 'The option `guard` of reflex.sessions.endOf() is a name of `guards` in config/auth.ts',
  code: 'E_SESSION_GUARD',
  status: 500,
})

/** Sessions are to be ended that no server keeps. */
export const E_SESSION_STORE = explainedError({
  message: 'This session cannot be ended from here',
  help: 'The store of config/session.ts keeps sessions in the cookies of browsers, or there is none. Use redis, database, file or memory',
  code: 'E_SESSION_STORE',
  status: 500,
})
