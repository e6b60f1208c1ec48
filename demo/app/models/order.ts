import { belongsTo, hasMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'
import { OrderSchema } from '#database/schema'
import OrderItem from '#models/order_item'
import User from '#models/user'

export default class Order extends OrderSchema {
  @belongsTo(() => User)
  declare user: BelongsTo<typeof User>

  @hasMany(() => OrderItem)
  declare items: HasMany<typeof OrderItem>

  /** The number that the customer sees. */
  get number() {
    return `L-${String(this.id).padStart(5, '0')}`
  }
}
