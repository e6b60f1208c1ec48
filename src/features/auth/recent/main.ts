/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to when visitors have shown last who they are.
 */

export { millisecondsOf } from './duration.ts'
export { RecentLogin, recentLogin } from './recent_login.ts'
export type { Clocks } from './recent_login.ts'
