/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseModel, column } from '@adonisjs/lucid/orm'

/** Each belongs to a user. */
export default class Author extends BaseModel {
  static override table = 'lab_authors'

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare ownerId: number

  @column()
  declare name: string
}
