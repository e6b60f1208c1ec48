/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Exception } from '@adonisjs/core/exceptions'
import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import { rx } from 'reflex-adonis'
import { modelState } from 'reflex-adonis/models'
import Author from '#models/author'
import Book from '#models/book'
import Topic from '#models/topic'
import BookPolicy from '#policies/book_policy'
import TopicPolicy from '#policies/topic_policy'
import { gates } from '#services/gates'
import BookTransformer from '#transformers/book_transformer'
import { bookValidator } from '#validators/book'

/** Books of the user, of authors of the user, about topics that everybody has. */
export default class BooksState extends modelState(Book, {
  row: BookTransformer,
  form: bookValidator,
  editable: ['pages', 'authorId'],
  search: ['title'],
  sort: ['title', 'pages'],
  owner: 'ownerId',
  policy: BookPolicy,
  choices: {
    authorId: { model: Author, label: 'name', search: ['name'], perPage: 3 },
    topics: { model: Topic, label: 'name', policy: TopicPolicy },
  },
  import: {
    headers: { title: ['Name'], authorId: ['Author'] },
    unique: ['title'],
    bytes: '100kb',
    rows: 500,
  },
  version: 'updatedAt',
  perPage: 5,
}) {
  protected override visible(query: ModelQueryBuilderContract<typeof Book>) {
    void query.preload('author')
  }

  protected override offered(
    query: ModelQueryBuilderContract<LucidModel>,
    name: 'authorId' | 'topics'
  ) {
    if (name === 'topics') void query.where('is_hidden', false)
  }

  protected override async beforeSave(book: Book) {
    if (book.title === 'Gate') await gates.pass('import')
    if (book.title === 'Forbidden') throw new Error('Nobody saves this')
    if (book.title === 'Refused') {
      throw new Exception('Nobody takes this', { status: 422 })
    }
  }

  protected override afterSave(book: Book) {
    return rx.toast.success(`${book.title} is saved`)
  }
}
