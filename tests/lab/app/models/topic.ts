/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseModel, column } from '@adonisjs/lucid/orm'

/** Everybody's, but for those that are hidden. */
export default class Topic extends BaseModel {
  static override table = 'lab_topics'

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare name: string

  @column({ consume: Boolean })
  declare isHidden: boolean
}
