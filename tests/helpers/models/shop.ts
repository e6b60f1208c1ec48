/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import { BaseModel, belongsTo, column, hasMany, manyToMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany, ManyToMany } from '@adonisjs/lucid/types/relations'
import { freshDatabase, lucid } from './databases.ts'

/** Makes the tables of a shop. */
export async function createShop(db: Database): Promise<void> {
  const schema = () => db.connection().schema
  await schema().createTable('categories', (table) => {
    table.increments('id')
    table.string('name').notNullable()
  })
  await schema().createTable('products', (table) => {
    table.increments('id')
    table
      .integer('category_id')
      .unsigned()
      .nullable()
      .references('categories.id')
      .onDelete('CASCADE')
    table.integer('owner_id').nullable()
    table.string('name').notNullable().unique()
    table.integer('price').notNullable().defaultTo(0)
    table.integer('stock').notNullable().defaultTo(0)
  })
  await schema().createTable('tags', (table) => {
    table.string('code').primary()
    table.string('label').nullable()
  })
  await schema().createTable('product_tag', (table) => {
    table.integer('product_id').unsigned().notNullable()
    table.string('tag_code').notNullable()
    table.boolean('is_main').nullable()
    table.unique(['product_id', 'tag_code'])
  })
}

/** Removes all rows. */
export async function emptyShop(db: Database): Promise<void> {
  for (const table of ['product_tag', 'tags', 'products', 'categories'])
    await db.from(table).delete()
}

/** The models of a shop, in one database. */
export function shopModels(db: Database) {
  class ShopModel extends BaseModel {
    static override $adapter = db.modelAdapter()
  }

  class Tag extends ShopModel {
    static override table = 'tags'
    static override selfAssignPrimaryKey = true
    @column({ isPrimary: true }) declare code: string
    @column() declare label: string | null
  }

  class Product extends ShopModel {
    static override table = 'products'
    @column({ isPrimary: true }) declare id: number
    @column() declare categoryId: number | null
    @column() declare ownerId: number | null
    @column() declare name: string
    @column() declare price: number
    @column() declare stock: number
    @belongsTo(() => Category) declare category: BelongsTo<typeof Category>
    @manyToMany(() => Tag, {
      pivotTable: 'product_tag',
      relatedKey: 'code',
      pivotRelatedForeignKey: 'tag_code',
      pivotColumns: ['is_main'],
    })
    declare tags: ManyToMany<typeof Tag>
  }

  class Category extends ShopModel {
    static override table = 'categories'
    @column({ isPrimary: true }) declare id: number
    @column() declare name: string
    @hasMany(() => Product) declare products: HasMany<typeof Product>
  }

  return { Category, Product, Tag }
}

export type ShopModels = ReturnType<typeof shopModels>

/** A shop in a database of its own. */
export interface OpenShop {
  db: Database
  models: ShopModels
  close: () => Promise<void>
}

/** Makes a shop in a new SQLite database, which `close` removes. */
export async function openShop(): Promise<OpenShop> {
  const { config, remove } = await freshDatabase('sqlite')
  const db = lucid({ shop: config })
  await createShop(db)
  const close = async () => {
    await db.manager.closeAll()
    await remove()
  }
  return { db, models: shopModels(db), close }
}
