/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { explainedError } from '../../../explained_error.ts'

/** The pages of accounts cannot be mounted as `reflex.auth()` says. */
export const E_AUTH_PAGES = explainedError<[option: string, problem: string]>({
  message: 'The pages of accounts cannot be mounted',
  help: '"%s" in reflex.auth(): %s',
  code: 'E_AUTH_PAGES',
  status: 500,
})
