/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * What the doctor looks at of what seals cookies. It is loaded by its command alone.
 */

export { appKeyCheck } from './app_key.ts'
