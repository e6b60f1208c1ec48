/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * What the doctor looks at of tabs. It is loaded by its command alone.
 */

export { heavyTabsCheck } from './heavy_tabs.ts'
