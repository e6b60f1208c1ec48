/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to what is mended of AdonisJS itself.
 */

export { guardMultipart } from './multipart_guard.ts'
