import { belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import { ProductSchema } from '#database/schema'
import Category from '#models/category'

export default class Product extends ProductSchema {
  /** SQLite answers 0 and 1. */
  @column({ consume: Boolean })
  declare featured: boolean

  @belongsTo(() => Category)
  declare category: BelongsTo<typeof Category>
}
