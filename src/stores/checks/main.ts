/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * What the doctor looks at of the store of tabs. It is loaded by its command alone.
 */

export { storeCheck } from './store.ts'
