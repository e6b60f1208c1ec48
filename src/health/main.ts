/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { ReflexCheck } from './reflex_check.ts'
export type { ReflexReport } from './report.ts'
