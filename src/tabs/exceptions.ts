/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'
import { explainedError } from '../explained_error.ts'

/** The tab already has as many events waiting as it may have. */
export const E_QUEUE_FULL = explainedError<[limit: number]>({
  message: 'Too much is waiting in this tab. Try again in a moment',
  help: '%d events of this tab are waiting already. Slow down with debounce() or throttle(), or raise limits.queue in config/reflex.ts',
  code: 'E_QUEUE_FULL',
  status: 429,
})

/** The browser session has as many tabs as it may have. */
export const E_TOO_MANY_TABS = explainedError<[limit: number]>({
  message: 'Too many tabs are open in this browser. Close some and try again',
  help: 'This browser session has %d open tabs, which is all it may have. Raise limits.tabsPerSession in config/reflex.ts',
  code: 'E_TOO_MANY_TABS',
  status: 429,
})

/** The browser has yet to get the cookies of the session that its tab has moved to. */
export const E_SESSION_PENDING = createError(
  'The browser does not have the cookies of its new session yet',
  'E_SESSION_PENDING',
  409
)

/** The page of the tab has not let it in again. */
export const E_PAGE_WITHDRAWN = createError(
  'You can no longer see this page. Load it again',
  'E_PAGE_WITHDRAWN',
  403
)

/** The tab was handed over or dropped while its document was waiting for it. */
export const E_TAB_ENDED = createError(
  'This page ended while it was loading. Load it again',
  'E_TAB_ENDED',
  503
)

/** The token of a hello is forged, expired, or of another browser session. */
export const E_TAB_TOKEN = createError('This page has expired. Load it again', 'E_TAB_TOKEN', 401)

/** The page of a background event does not let its update in any more. */
export const E_UPDATE_REFUSED = createError<[url: string, answer: string]>(
  'The update was refused: the middleware of "%s" answered with %s',
  'E_UPDATE_REFUSED',
  403
)

/** A form calls a background event without its script. */
export const E_BACKGROUND_FORM = explainedError<[event: string]>({
  message: 'This form needs the scripts of its page. Load the page again',
  help: 'The event "%s" runs in the background, and what it does comes over a socket. Where a form must work without scripts, let it call an ordinary event',
  code: 'E_BACKGROUND_FORM',
  status: 422,
})

/** A browser tells something to a feature that does not listen. */
export const E_FEATURE_UNKNOWN = createError<[name: string]>(
  'No feature "%s" takes what the page tells it',
  'E_FEATURE_UNKNOWN',
  404
)

/** A feature has a name that it cannot have. */
export const E_FEATURE_NAME = createError<[name: string, problem: string]>(
  'Cannot add the feature "%s": %s',
  'E_FEATURE_NAME',
  500
)
