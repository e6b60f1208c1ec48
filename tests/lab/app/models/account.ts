/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { DbRememberMeTokensProvider } from '@adonisjs/auth/session'
import { withAuthFinder } from '@adonisjs/auth/mixins/lucid'
import { compose } from '@adonisjs/core/helpers'
import hash from '@adonisjs/core/services/hash'
import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'

/** A user with a password: the others of the lab have none. */
export default class Account extends compose(
  BaseModel,
  withAuthFinder(() => hash.use())
) {
  static table = 'lab_accounts'
  static rememberMeTokens = DbRememberMeTokensProvider.forModel(Account)

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare fullName: string

  @column()
  declare email: string

  @column({ serializeAs: null })
  declare password: string

  @column()
  declare isAdmin: boolean

  /** Of the language that they have chosen. */
  @column()
  declare locale: string | null

  @column.dateTime()
  declare emailVerifiedAt: DateTime | null
}
