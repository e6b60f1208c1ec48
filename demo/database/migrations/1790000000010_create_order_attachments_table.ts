import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  protected tableName = 'order_attachments'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.increments('id').notNullable()
      table
        .integer('order_id')
        .unsigned()
        .notNullable()
        .references('orders.id')
        .onDelete('CASCADE')
        .index()
      table.string('key').notNullable().unique()
      table.string('name').notNullable().comment('as the customer calls it')
      table.integer('size').unsigned().notNullable().comment('in bytes')
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
