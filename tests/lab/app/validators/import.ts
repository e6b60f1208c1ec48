/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import vine from '@vinejs/vine'

export const importValidator = vine.create({
  rows: vine.number().min(1),
})
