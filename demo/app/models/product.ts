import { beforeDelete, belongsTo, column, hasMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'
import { ProductSchema } from '#database/schema'
import Category from '#models/category'
import ProductPicture from '#models/product_picture'

export default class Product extends ProductSchema {
  /** SQLite answers 0 and 1. */
  @column({ consume: Boolean })
  declare featured: boolean

  @belongsTo(() => Category)
  declare category: BelongsTo<typeof Category>

  @hasMany(() => ProductPicture)
  declare pictures: HasMany<typeof ProductPicture>

  /** The table would remove the rows, and nobody the files. */
  @beforeDelete()
  static async removePictures(product: Product) {
    for (const picture of await product.related('pictures').query()) await picture.delete()
  }
}
