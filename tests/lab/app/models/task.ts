/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseModel, column } from '@adonisjs/lucid/orm'

export default class Task extends BaseModel {
  static override table = 'lab_tasks'

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare ownerId: number

  @column()
  declare title: string

  @column()
  declare isDone: boolean

  /** Nobody but the owner may know it. */
  @column()
  declare secret: string | null
}
