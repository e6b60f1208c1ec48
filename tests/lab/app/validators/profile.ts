/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import vine from '@vinejs/vine'

/** Of the same form as a page's and as a document's. */
export const profileValidator = vine.create({
  name: vine.string(),
  motto: vine.string().nullable(),
  tags: vine.array(vine.string().nullable()).optional(),
})
