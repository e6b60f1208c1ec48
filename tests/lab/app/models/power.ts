/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseModel, column } from '@adonisjs/lucid/orm'

/** What a user may do besides. */
export default class Power extends BaseModel {
  static override table = 'lab_powers'

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare userId: number

  @column()
  declare name: string
}
