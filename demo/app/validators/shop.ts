import vine from '@vinejs/vine'
import { regionCodes } from '#services/region'

export const regionValidator = vine.create({
  code: vine.enum(regionCodes),
})
