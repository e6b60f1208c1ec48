/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to deploys in tests: builds of a small application, processes of them, and what stands in front
 * of these.
 */

export { ADDED, BASE, built, MOVED, removeBuilds, RENAMED } from './changes.ts'
export { GuidedRoll } from './guided_roll.ts'
export { Release } from './release.ts'
export type { Changes } from './release.ts'
export { Roll } from './roll.ts'
export { RollingProxy } from './rolling_proxy.ts'
export type { Kind } from './rolling_proxy.ts'
export { RunningRelease } from './running_release.ts'
export { WatchedPage } from './watched_page.ts'
