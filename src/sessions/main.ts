/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to what is heard of browser sessions.
 */

export { EndedSessions } from './ended_sessions.ts'
export type { EndOptions } from './ended_sessions.ts'
export { SessionWatch } from './session_watch.ts'
