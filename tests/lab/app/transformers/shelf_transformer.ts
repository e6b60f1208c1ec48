/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseTransformer } from '@adonisjs/core/transformers'
import type Book from '#models/book'

export default class ShelfTransformer extends BaseTransformer<Book> {
  toObject() {
    return this.pick(this.resource, ['id', 'title', 'pages', 'kind', 'isRead'])
  }
}
