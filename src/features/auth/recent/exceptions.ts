/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { explainedError } from '../../../explained_error.ts'

/** The login of a guest is to be confirmed. */
export const E_RECENT_LOGIN_USER = explainedError({
  message: 'Nobody is signed in',
  help: 'Call recentLogin.confirm() after the login, or after a middleware has authenticated the request: it is noted for the user of the request',
  code: 'E_RECENT_LOGIN_USER',
  status: 401,
})
