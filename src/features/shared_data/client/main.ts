/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { SharedView } from './shared_view.ts'
export type { SharedData } from '../types.ts'
