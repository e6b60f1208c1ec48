/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseModel, column } from '@adonisjs/lucid/orm'

export default class Label extends BaseModel {
  static override table = 'lab_labels'

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare name: string
}
