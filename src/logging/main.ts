/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { BlockedLoopWatch } from './blocked_loop.ts'
export { DescriptorWatch } from './descriptors.ts'
export { nameInLog } from './name_in_log.ts'
export type { EventFields } from './name_in_log.ts'
export { LimitedLog } from './limited_log.ts'
export { visible } from './visible.ts'
