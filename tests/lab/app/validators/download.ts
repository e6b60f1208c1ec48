/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import vine from '@vinejs/vine'

export const sizeValidator = vine.create({ size: vine.number() })
