/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { explainedError } from '../explained_error.ts'

/** A policy is to be asked, and @adonisjs/bouncer is not there. */
export const E_POLICY_BOUNCER = explainedError<[rule: string]>({
  message: 'Nobody can say who may do this',
  help: '%s is to be asked, and @adonisjs/bouncer is not installed. Run node ace add @adonisjs/bouncer',
  code: 'E_POLICY_BOUNCER',
  status: 500,
})

/** A policy does not answer. */
export const E_POLICY_TIMEOUT = explainedError<[rule: string, limit: number]>({
  message: 'It takes too long to find out who may do this',
  help: '%s has not answered for %d ms, so the event is refused. What it asks may be waited for with a limit of its own',
  code: 'E_POLICY_TIMEOUT',
  status: 503,
})
