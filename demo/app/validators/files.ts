import vine from '@vinejs/vine'

/** Pictures that a product gets. */
export const picturesValidator = vine.create({
  pictures: vine.array(vine.file({ size: '5mb', extnames: ['jpg', 'png', 'webp'] })).maxLength(8),
})

/** What a customer sends with an order: a bill to be matched, a photo of what is broken. */
export const attachmentValidator = vine.create({
  orderId: vine.number().withoutDecimals().positive(),
  file: vine.file({ size: '10mb', extnames: ['pdf', 'jpg', 'png'] }),
})
