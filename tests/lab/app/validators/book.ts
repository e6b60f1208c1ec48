/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import vine from '@vinejs/vine'

export const bookValidator = vine.create({
  title: vine
    .string()
    .trim()
    .minLength(2)
    .maxLength(60)
    .unique({
      table: 'lab_books',
      column: 'title',
      filter: (query, _, field) => {
        const { id, owner } = field.meta as { id: number | null; owner: number }
        query.where('owner_id', owner)
        if (id !== null) query.whereNot('id', id)
      },
    }),
  pages: vine.number().withoutDecimals().range([1, 5_000]),
  authorId: vine.number().nullable().optional(),
  topics: vine.array(vine.number()).optional(),
})
