/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseModel, belongsTo, column, manyToMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, ManyToMany } from '@adonisjs/lucid/types/relations'
import type { DateTime } from 'luxon'
import Author from './author.ts'
import Topic from './topic.ts'

export default class Book extends BaseModel {
  static override table = 'lab_books'

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare ownerId: number

  @column()
  declare title: string

  @column()
  declare pages: number

  @column()
  declare kind: 'novel' | 'essay' | null

  @column({ consume: Boolean })
  declare isRead: boolean

  @column()
  declare authorId: number | null

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => Author)
  declare author: BelongsTo<typeof Author>

  @manyToMany(() => Topic, { pivotTable: 'lab_book_topic' })
  declare topics: ManyToMany<typeof Topic>
}
