/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { SharedStates } from './shared_states.ts'
