/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseModel, column, scope } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'

export default class Item extends BaseModel {
  static override table = 'lab_items'

  static cheap = scope((query) => query.where('price', '<', 10))

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare ownerId: number

  @column()
  declare name: string

  @column()
  declare price: number

  @column()
  declare status: 'draft' | 'sold'

  /** In no form and in no row. */
  @column()
  declare cost: number | null

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @column.dateTime()
  declare deletedAt: DateTime | null
}
