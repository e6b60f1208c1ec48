/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { explainedError } from '../../../explained_error.ts'

/** A flow needs a package that the application does not have. */
export const E_AUTH_PACKAGE = explainedError<[what: string, name: string, name2: string]>({
  message: 'This is not available here',
  help: '%s needs %s. Install and configure it: node ace add %s',
  code: 'E_AUTH_PACKAGE',
  status: 500,
})

/** The flows are used, and not configured. */
export const E_AUTH_CONFIG = explainedError({
  message: 'This is not available here',
  help: 'Write auth: defineAuth({ user: () => import("#models/user") }) in config/reflex.ts, which has no "auth"',
  code: 'E_AUTH_CONFIG',
  status: 500,
})

/** The model of users lacks something that a flow needs. */
export const E_AUTH_MODEL = explainedError<[model: string, problem: string]>({
  message: 'This is not available here',
  help: 'The model %s cannot be used for the flows of accounts: %s',
  code: 'E_AUTH_MODEL',
  status: 500,
})

/** A flow is used that `features` does not name. */
export const E_AUTH_FEATURE = explainedError<[feature: string]>({
  message: 'This is not available here',
  help: 'Add "%s" to "features" of defineAuth() in config/reflex.ts',
  code: 'E_AUTH_FEATURE',
  status: 404,
})

/** Links of mails would have no address. */
export const E_AUTH_URL = explainedError({
  message: 'This is not available here',
  help: 'Links of mails begin with the address of the application, which is never that of a request. Export "appUrl" in config/app.ts, or write "appUrl" of defineAuth() in config/reflex.ts',
  code: 'E_AUTH_URL',
  status: 500,
})

/** Somebody who is not signed in uses a flow of accounts. */
export const E_AUTH_GUEST = explainedError({
  message: 'Sign in to do this',
  help: 'The request has no user: let the middleware "auth" of the page authenticate it',
  code: 'E_AUTH_GUEST',
  status: 401,
})
