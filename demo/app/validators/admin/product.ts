import vine from '@vinejs/vine'

/** The row that a form is about, null for a new one. */
interface RowOfForm {
  id: string | number | null
}

/** What forms of products may say. */
export const productValidator = vine.create({
  categoryId: vine.number().withoutDecimals().range([-2147483648, 2147483647]),
  name: vine
    .string()
    .trim()
    .maxLength(255)
    .unique({
      table: 'products',
      column: 'name',
      filter: (query, _, field) => {
        const { id } = field.meta as Pick<RowOfForm, 'id'>
        if (id !== null) query.whereNot('id', id)
      },
    }),
  description: vine.string().trim(),
  price: vine.number().withoutDecimals().range([0, 1_000_000]),
  stock: vine.number().withoutDecimals().range([0, 1_000_000]),
  rating: vine.number().withoutDecimals().range([0, 50]),
  featured: vine.boolean().parse((value) => value ?? false),
})

/** What lists may be limited to. */
export const productFilters = vine.create({
  categoryId: vine.number().withoutDecimals().range([-2147483648, 2147483647]).optional(),
  featured: vine.boolean().optional(),
})
