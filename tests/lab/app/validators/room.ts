/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import vine from '@vinejs/vine'

export const sayValidator = vine.create({ text: vine.string().minLength(2) })
