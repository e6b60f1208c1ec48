import vine from '@vinejs/vine'

export const sortColumns = ['name', 'category', 'price', 'stock', 'rating'] as const

export type SortColumn = (typeof sortColumns)[number]

export const searchValidator = vine.create({
  term: vine.string().trim().maxLength(80),
})

export const categoryValidator = vine.create({
  /** Slug of a category, or `all`. */
  category: vine.string().maxLength(40),
})

export const sortValidator = vine.create({
  column: vine.enum(sortColumns),
})

export const favouriteValidator = vine.create({
  productId: vine.number().withoutDecimals().positive(),
  favourite: vine.boolean(),
})
