/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * What the doctor looks at of files. It is loaded by its command alone.
 */

export { multipartCheck } from './multipart.ts'
