/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseModel, column } from '@adonisjs/lucid/orm'

/** With a key that is no number, and seen by everybody. */
export default class Parcel extends BaseModel {
  static override table = 'lab_parcels'
  static override selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare ownerId: number
}
