/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { explainedError } from '../../../explained_error.ts'

/** The panel of the devtools has asked for something that cannot be done. */
export const E_DEVTOOLS_COMMAND = explainedError<[reason: string]>({
  message: 'The devtools cannot do that: %s',
  help: 'The journal of a tab keeps its last entries, and of the last 50 events the states before them. It begins anew when the server starts again',
  code: 'E_DEVTOOLS_COMMAND',
  status: 400,
})
