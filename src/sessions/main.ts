/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to what is heard of browser sessions.
 */

export { SessionWatch } from './session_watch.ts'
