import vine from '@vinejs/vine'

/** What forms of orders may say. */
export const orderValidator = vine.create({
  userId: vine.number().withoutDecimals().range([-2147483648, 2147483647]),
  recipient: vine.string().trim().maxLength(255),
  address: vine.string().trim().maxLength(255),
  city: vine.string().trim().maxLength(255),
  region: vine.string().trim().maxLength(8),
  shipping: vine.number().withoutDecimals().min(0),
  total: vine.number().withoutDecimals().min(0),
})

/** What lists may be limited to. */
export const orderFilters = vine.create({
  userId: vine.number().withoutDecimals().range([-2147483648, 2147483647]).optional(),
})
