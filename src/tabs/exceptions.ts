/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'
import { explainedError } from '../explained_error.ts'

/** The tab has too many waiting events. */
export const E_QUEUE_FULL = explainedError<[limit: number]>({
  message: 'Too much is waiting in this tab. Try again in a moment',
  help: '%d events of this tab are waiting already. Slow down with debounce() or throttle(), or raise limits.queue in config/reflex.ts',
  code: 'E_QUEUE_FULL',
  status: 429,
})

/** The browser session has too many tabs. */
export const E_TOO_MANY_TABS = explainedError<[limit: number]>({
  message: 'Too many tabs are open in this browser. Close some and try again',
  help: 'This browser session has %d open tabs, which is all it may have. Raise limits.tabsPerSession in config/reflex.ts',
  code: 'E_TOO_MANY_TABS',
  status: 429,
})

/** The browser does not yet have the cookies of the session that its tab has moved to. */
export const E_SESSION_PENDING = createError(
  'The browser does not have the cookies of its new session yet',
  'E_SESSION_PENDING',
  409
)

/** The page of the tab did not admit it again. */
export const E_PAGE_WITHDRAWN = explainedError({
  message: 'You can no longer see this page. Load it again',
  help: 'After a login, a logout or the end of a session, the page no longer let its tab in: its middleware, its onLoad events or `static room` of one of its states refused it. The browser loads the page, which shows why',
  code: 'E_PAGE_WITHDRAWN',
  status: 403,
})

/** The tab was handed over or dropped while its document was waiting for it. */
export const E_TAB_ENDED = createError(
  'This page ended while it was loading. Load it again',
  'E_TAB_ENDED',
  503
)

/** The token of a hello is forged, expired, or of another browser session. */
export const E_TAB_TOKEN = explainedError({
  message: 'This page has expired. Load it again',
  help: 'The token of the tab has expired, is forged, or belongs to another browser session. The browser loads the page by itself. If this happens to many visitors, give all processes the same APP_KEY and session store, make sure that the socket gets the session cookie, and keep proxies from caching pages',
  code: 'E_TAB_TOKEN',
  status: 401,
})

/** The page of a background event no longer admits its update. */
export const E_UPDATE_REFUSED = explainedError<[url: string, answer: string]>({
  message: 'The update was refused: the middleware of "%s" answered with %s',
  help: 'The user may have signed out, or lost a right, while the event was running. Catch the error around this.$update() if the event has something to undo',
  code: 'E_UPDATE_REFUSED',
  status: 403,
})

/** The page of a tab does not let in the request that would read what has changed. */
export const E_READ_REFUSED = explainedError<[url: string, answer: string]>({
  message: 'What has changed on this page cannot be shown',
  help: 'A live var of "%s" has changed, and the middleware of the page answered with %s to the request that was to read it',
  code: 'E_READ_REFUSED',
  status: 403,
})

/** A form calls a background event without JavaScript. */
export const E_BACKGROUND_FORM = explainedError<[event: string]>({
  message: 'This form needs the scripts of its page. Load the page again',
  help: 'The event "%s" runs in the background, and what it does comes over a socket. Where a form must work without scripts, let it call an ordinary event',
  code: 'E_BACKGROUND_FORM',
  status: 422,
})

/** A browser tells something to a feature that does not listen. */
export const E_FEATURE_UNKNOWN = explainedError<[name: string]>({
  message: 'No feature "%s" takes what the page tells it',
  help: 'A feature of this name is not among the features of config/reflex.ts, or its tab part has no told() method. The page may also be of another build',
  code: 'E_FEATURE_UNKNOWN',
  status: 404,
})

/** A feature has a name that it cannot have. */
export const E_FEATURE_NAME = createError<[name: string, problem: string]>(
  'Cannot add the feature "%s": %s',
  'E_FEATURE_NAME',
  500
)
