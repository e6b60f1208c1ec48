/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * What the doctor looks at of browser sessions. It is loaded by its command alone.
 */

export { sessionCookieCheck } from './session_cookie.ts'
