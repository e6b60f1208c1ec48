/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseModel, column, manyToMany } from '@adonisjs/lucid/orm'
import type { ManyToMany } from '@adonisjs/lucid/types/relations'
import Label from '#models/label'

export default class Card extends BaseModel {
  static override table = 'lab_cards'

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare ownerId: number

  @column()
  declare title: string

  @column()
  declare isDone: boolean

  @manyToMany(() => Label, { pivotTable: 'lab_card_labels' })
  declare labels: ManyToMany<typeof Label>
}
