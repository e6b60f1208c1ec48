import { BaseSchema } from '@adonisjs/lucid/schema'

/** When the address of a user was verified. */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('users', (table) => {
      table.timestamp('email_verified_at')
    })
  }

  async down() {
    this.schema.alterTable('users', (table) => {
      table.dropColumn('email_verified_at')
    })
  }
}
