/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { Handover } from './handover.ts'
export type { LetGo } from './handover.ts'
export { Liveness } from './liveness.ts'
