import hash from '@adonisjs/core/services/hash'
import { compose } from '@adonisjs/core/helpers'
import { column, hasMany } from '@adonisjs/lucid/orm'
import { withAuthFinder } from '@adonisjs/auth/mixins/lucid'
import type { HasMany } from '@adonisjs/lucid/types/relations'
import { UserSchema } from '#database/schema'
import Order from '#models/order'

export default class User extends compose(UserSchema, withAuthFinder(hash)) {
  /** SQLite answers 0 and 1. */
  @column({ consume: Boolean })
  declare isAdmin: boolean

  @hasMany(() => Order)
  declare orders: HasMany<typeof Order>

  get initials() {
    const [first, last] = this.fullName.split(' ')
    return `${first.charAt(0)}${last?.charAt(0) ?? ''}`.toUpperCase()
  }
}
