/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { ReflexCheck } from './reflex_check.ts'
