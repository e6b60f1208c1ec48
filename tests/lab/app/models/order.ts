/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseModel, column, scope } from '@adonisjs/lucid/orm'
import type { LabUser } from '#services/users'

export default class Order extends BaseModel {
  static override table = 'lab_orders'

  /** Their own, and nothing for guests. */
  static visibleTo = scope((query, user?: LabUser) => {
    void query.where('ownerId', user?.id ?? 0)
  })

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare ownerId: number

  @column()
  declare isRefunded: boolean
}
