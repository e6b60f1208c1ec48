import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  protected tableName = 'orders'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.increments('id').notNullable()
      table
        .integer('user_id')
        .unsigned()
        .notNullable()
        .references('users.id')
        .onDelete('CASCADE')
        .index()
      table.string('recipient').notNullable()
      table.string('address').notNullable()
      table.string('city').notNullable()
      table.string('region', 8).notNullable()
      table.integer('shipping').unsigned().notNullable().comment('in cents')
      table.integer('total').unsigned().notNullable().comment('in cents, shipping included')

      table.timestamp('created_at').notNullable()
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
