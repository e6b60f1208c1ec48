/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { LimitedLog } from './limited_log.ts'
