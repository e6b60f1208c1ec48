/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { explainedError } from '../explained_error.ts'

/** A request for what features answer comes from elsewhere. */
export const E_ENDPOINT_REFUSED = explainedError({
  message: 'This request does not come from a page of the application',
  help: 'The origin or the host of the request is another one, or it does not say where it comes from. Name those of your own pages with allowedOrigins and allowedHosts in config/reflex.ts',
  code: 'E_ENDPOINT_REFUSED',
  status: 403,
})
