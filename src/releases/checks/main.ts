/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * What the doctor looks at of the browser's files of a build. It is loaded by its command alone.
 */

export { pageSizeCheck } from './page_size.ts'
