/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to what keeps a server live while its sources change. It is loaded in development only.
 */

export { LiveStates } from './live_states.ts'
export { LiveTabs } from './live_tabs.ts'
