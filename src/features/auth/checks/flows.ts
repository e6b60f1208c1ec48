/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Check } from '../../../doctor/main.ts'
import { authOptionOf } from './auth_option.ts'

/** Looks for what the flows of accounts lack: a limiter, a mailer, an address of the application. */
export const flowsCheck: Check = {
  name: 'auth/flows',
  async *run({ app, find }) {
    if (!authOptionOf(app)) return
    try {
      await app.container.make('reflex.auth')
    } catch (error) {
      const { message, help } = error as Error & { help?: string }
      yield {
        severity: 'error',
        ...find('config/reflex.ts', 'auth:'),
        reason: `The flows of accounts do not start: ${message}`,
        remedy: help ?? 'Repair what the message names',
      }
    }
  },
}
