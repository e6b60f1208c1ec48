import { beforeDelete, belongsTo, hasMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'
import { OrderSchema } from '#database/schema'
import OrderAttachment from '#models/order_attachment'
import OrderItem from '#models/order_item'
import User from '#models/user'

export default class Order extends OrderSchema {
  @belongsTo(() => User)
  declare user: BelongsTo<typeof User>

  @hasMany(() => OrderItem)
  declare items: HasMany<typeof OrderItem>

  @hasMany(() => OrderAttachment)
  declare attachments: HasMany<typeof OrderAttachment>

  /** The number that the customer sees. */
  get number() {
    return `L-${String(this.id).padStart(5, '0')}`
  }

  /** The table would remove the rows, and nobody the files. */
  @beforeDelete()
  static async removeAttachments(order: Order) {
    for (const attachment of await order.related('attachments').query()) await attachment.delete()
  }
}
