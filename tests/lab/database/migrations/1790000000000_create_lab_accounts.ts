/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.createTable('lab_accounts', (table) => {
      table.increments('id')
      table.string('full_name')
      table.string('email').notNullable().unique()
      table.string('password').notNullable()
      table.boolean('is_admin').notNullable().defaultTo(false)
      table.string('locale').nullable()
    })
    this.schema.createTable('remember_me_tokens', (table) => {
      table.increments()
      table.integer('tokenable_id').notNullable().unsigned()
      table.string('hash').notNullable().unique()
      table.timestamp('created_at').notNullable()
      table.timestamp('updated_at').notNullable()
      table.timestamp('expires_at').notNullable()
    })
  }

  async down() {
    this.schema.dropTable('remember_me_tokens')
    this.schema.dropTable('lab_accounts')
  }
}
