/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import vine from '@vinejs/vine'
import { rx } from 'reflex-adonis'
import { modelState } from 'reflex-adonis/models'
import Book from '#models/book'
import { gates } from '#services/gates'
import ShelfTransformer from '#transformers/shelf_transformer'

const form = vine.create({
  title: vine.string().trim().minLength(2),
  kind: vine
    .enum(['novel', 'essay'] as const)
    .nullable()
    .optional(),
  parts: vine
    .array(
      vine.object({
        what: vine.string().trim().minLength(2).notIn(['Poison']),
        count: vine.number().range([1, 99]),
      })
    )
    .maxLength(5),
})

interface Part {
  what: string
  count: number
}

/** What was saved last, for tests. */
export const saved: { parts: Part[] } = { parts: [] }

/** Books of parts. */
export default class RecipeState extends modelState(Book, {
  row: ShelfTransformer,
  form,
  owner: 'ownerId',
  prefix: 'recipe_',
}) {
  protected override async beforeSave(book: Book) {
    if (book.title === 'Gate') await gates.pass('recipe')
  }

  protected override afterSave({ title }: Book, isNew: boolean) {
    return isNew ? undefined : rx.toast.success(`${title} is saved`)
  }

  protected override values({
    title,
    kind,
    parts = [],
  }: Partial<{ title: string; kind: 'novel' | 'essay' | null; parts: Part[] }>) {
    saved.parts = parts
    return { title, kind: kind ?? null, pages: parts.reduce((sum, { count }) => sum + count, 0) }
  }
}

/** Books as they were when somebody came. */
export class StillState extends modelState(Book, {
  row: ShelfTransformer,
  form: vine.create({ pages: vine.number().range([1, 5_000]) }),
  editable: ['pages'],
  sort: ['title', 'pages'],
  owner: 'ownerId',
  live: false,
  prefix: 'still_',
}) {
  protected override async beforeSave(book: Book) {
    if (book.pages === 666 || book.pages === 667) await gates.pass('still')
    if (book.pages === 667) throw new Error('Nobody saves this')
  }

  protected override async beforeRemove() {
    await gates.pass('still')
  }
}
