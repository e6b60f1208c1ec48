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
 * The state by which the pages that show texts of the application choose their language.
 */
export const LANGUAGE_STATE_ID = '$language'

/** The event by which they do. Its argument is a locale. */
export const SWITCH_EVENT = 'switchTo'

/** The feature that tells pages their texts. */
export const LANGUAGE_FEATURE = 'language'

/** The cookie by which a browser tells its time zone. */
export const TIME_ZONE_COOKIE = 'timezone'

/**
 * The event by which a browser tells what it has stored for a state. Every state with such vars
 * has it; its argument holds their values by name.
 */
export const STORED_EVENT = '$stored'

/**
 * The event by which a browser asks whether it may send files. Every state with an event that takes some has
 * it; its arguments are that of the event, with names of its own in the place of files, the name of the event,
 * and the files as JSON.
 */
export const UPLOAD_EVENT = '$upload'

/** Where a browser sends the bytes of files. */
export const UPLOADS_PATH = '/_event/uploads'

/** Below which a browser fetches the bytes of files. */
export const DOWNLOADS_PATH = '/_event/downloads'

/** The longest address that a frame may bring. */
export const URL_LENGTH = 8_192

/** Id under which a page has the shared data of the application that its code reads. */
export const SHARED_STATE_ID = '$shared'

/** The var of these data that lists the names of those that could not be computed. No name begins so. */
export const FAILED_SHARED = '!'
