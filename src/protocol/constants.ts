/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * Version of the wire format. Client and server refuse each other when it differs.
 */
export const PROTOCOL_VERSION = 1

/** Ids that a ping may ask about. */
export const PING_IDS = 200

/**
 * Path of the socket. It is claimed at the HTTP server's upgrade, before any route.
 */
export const SOCKET_PATH = '/_event'

/** By which a browser asks there over HTTP, since its sockets do not open. */
export const BLOCKED_QUERY = '?blocked'

/**
 * Where a browser takes the cookies that an event has set.
 */
export const COOKIES_PATH = '/_event/cookies'

/**
 * The cookie by which the request of a reload says which tab the document is of. The browser's
 * script sets it for seconds; without the session of the tab it is worth nothing.
 */
export const RELOAD_COOKIE = 'reflex_tab'

/**
 * The state id under which every tab carries what all `AppState` classes share
 * (`isAuthenticated`, `currentUser`, `messages`, `language`).
 */
export const APP_STATE_ID = '$app'

/**
 * The event by which a browser tells what it has stored for a state. Every state with such vars
 * has it; its argument holds their values by name.
 */
export const STORED_EVENT = '$stored'

/** The longest address that a frame may bring. */
export const URL_LENGTH = 8_192
