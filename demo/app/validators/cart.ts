import vine from '@vinejs/vine'

const productId = () => vine.number().withoutDecimals().positive()
const quantity = () => vine.number().withoutDecimals().min(1).max(99)

/** Pieces to add, one when nothing is said. */
export const addItemValidator = vine.create({
  productId: productId(),
  quantity: quantity().optional(),
})

export const quantityValidator = vine.create({
  productId: productId(),
  quantity: quantity(),
})

export const removeItemValidator = vine.create({
  productId: productId(),
})

export const checkoutValidator = vine.create({
  recipient: vine.string().trim().minLength(2).maxLength(100),
  address: vine.string().trim().minLength(5).maxLength(200),
  city: vine.string().trim().minLength(2).maxLength(100),
})
