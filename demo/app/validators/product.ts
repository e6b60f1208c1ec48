import vine from '@vinejs/vine'

export const sortColumns = ['name', 'category', 'price', 'stock', 'rating'] as const

export type SortColumn = (typeof sortColumns)[number]

const term = vine.string().trim().maxLength(80)
/** Slug of a category, or `all`. */
const category = vine.string().maxLength(40)
const column = vine.enum(sortColumns)

/** In the address. */
export const termValidator = vine.create(term)
export const columnValidator = vine.create(column)

/** Arguments of events. */
export const searchValidator = vine.create({ term })
export const categoryValidator = vine.create({ category })
export const sortValidator = vine.create({ column })

export const favouriteValidator = vine.create({
  productId: vine.number().withoutDecimals().positive(),
  favourite: vine.boolean(),
})
