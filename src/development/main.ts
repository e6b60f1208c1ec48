/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to what keeps a server live while its sources change. It is loaded in development only.
 */

export { explainMissing } from './missing_pages.ts'
export { LiveStates } from './live_states.ts'
export { LiveTabs } from './live_tabs.ts'
export { Reasons } from './reasons.ts'
export { restartOnNewFiles } from './new_files.ts'
