import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  protected tableName = 'products'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.increments('id').notNullable()
      table
        .integer('category_id')
        .unsigned()
        .notNullable()
        .references('categories.id')
        .onDelete('CASCADE')
        .index()
      table.string('name').notNullable().unique()
      table.text('description').notNullable()
      table.integer('price').unsigned().notNullable().comment('in cents')
      table.integer('stock').unsigned().notNullable()
      table.integer('rating').unsigned().notNullable().comment('tenths of a star, 0 to 50')
      table.boolean('featured').notNullable().defaultTo(false)
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
