/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import vine from '@vinejs/vine'

export const refundValidator = vine.create({
  order: vine.number(),
  reason: vine.string().minLength(3),
})

/** Makes another key of the one that it gets. */
export const nextValidator = vine.create({
  order: vine.number().transform((order) => order + 1),
})
