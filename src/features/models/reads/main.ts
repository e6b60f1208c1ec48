/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { differs } from './differs.ts'
export { keyText, opaqueRead } from './read.ts'
export type { Columns, Condition, Read } from './read.ts'
export { ReadRecorder } from './read_recorder.ts'
export type { Recorded } from './read_recorder.ts'
