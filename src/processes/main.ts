/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { ecosystemInstances } from './ecosystem.ts'
export { endAfter } from './last_resort.ts'
export { Handover } from './handover.ts'
export type { LetGo } from './handover.ts'
export { Liveness } from './liveness.ts'
export { siblingsOf } from './siblings.ts'
