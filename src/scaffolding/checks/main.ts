/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * What the doctor looks at of the packages beside this one. It is loaded by its command alone.
 */

export { versionsCheck } from './versions.ts'
