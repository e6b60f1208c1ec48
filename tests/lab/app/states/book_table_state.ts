/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import vine from '@vinejs/vine'
import { rx } from 'reflex-adonis'
import { listState, modelState } from 'reflex-adonis/models'
import Book from '#models/book'
import { gates } from '#services/gates'
import { moods } from '#services/moods'
import ShelfTransformer from '#transformers/shelf_transformer'

const form = vine.create({
  pages: vine.number().range([1, 5_000]),
  kind: vine.enum(['novel', 'essay'] as const),
  isRead: vine.boolean(),
})

/** Books that nobody counts. */
export default class BookTableState extends modelState(Book, {
  row: ShelfTransformer,
  form,
  editable: ['pages', 'kind', 'isRead'],
  search: ['title'],
  sort: ['title'],
  owner: 'ownerId',
  count: 'none',
  perPage: 3,
}) {
  @rx.event({ background: true }) async read() {
    await this.eachSelected('edit', async (book, trx) => {
      book.isRead = true
      await book.useTransaction(trx).save()
    })
  }

  protected override visible() {
    if (moods.isBroken) throw new Error('Nobody can read this')
  }

  protected override async beforeSave(book: Book) {
    if (book.pages === 666) await gates.pass('save')
  }

  protected override async beforeRemove(book: Book) {
    if (book.title === 'Gate') await gates.pass('remove')
  }
}

/** The same, to be looked at. */
export class BookShelfState extends listState(Book, {
  row: ShelfTransformer,
  sort: ['title', 'pages'],
  owner: 'ownerId',
  perPage: [2, 4],
  prefix: 'shelf_',
}) {}
