/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import vine from '@vinejs/vine'

export const itemValidator = vine.create({
  name: vine
    .string()
    .trim()
    .minLength(2)
    .maxLength(40)
    .unique({
      table: 'lab_items',
      column: 'name',
      filter: (query, _, field) => {
        const { id, owner } = field.meta as { id: number | null; owner: number }
        query.where('owner_id', owner)
        if (id !== null) query.whereNot('id', id)
      },
    }),
  price: vine.number().min(0).max(1_000),
  status: vine.enum(['draft', 'sold'] as const),
})

export const itemFilters = vine.create({
  status: vine.enum(['draft', 'sold'] as const).optional(),
  below: vine.number().min(0).optional(),
})
