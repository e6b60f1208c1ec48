/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'
import { explainedError } from '../../explained_error.ts'

/** A background event was asked to end. */
export const E_EVENT_CANCELLED = class extends createError<[event: string, reason: string]>(
  'The background event "%s" was cancelled: %s',
  'E_EVENT_CANCELLED',
  499
) {
  /** Somebody wanted it: the application's exception handler has nothing to report. */
  report(): void {}
}

/** The process that ran a background event is gone. */
export const E_EVENT_INTERRUPTED = createError<[event: string]>(
  'The background event "%s" was interrupted, because the process that ran it has ended. Call it again',
  'E_EVENT_INTERRUPTED',
  503
)

/** The tab runs as many background events as it may. */
export const E_TOO_MANY_TASKS = explainedError<[limit: number]>({
  message: 'Too much is running in this tab. Wait for some of it to finish',
  help: '%d background events of this tab are running already. Wait for one of them, cancel one, or raise limits.background in config/reflex.ts',
  code: 'E_TOO_MANY_TASKS',
  status: 429,
})
