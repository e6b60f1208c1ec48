/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseSchema } from '@adonisjs/lucid/schema'

/** When the address of a user was verified. */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('lab_accounts', (table) => {
      table.timestamp('email_verified_at')
    })
  }

  async down() {
    this.schema.alterTable('lab_accounts', (table) => {
      table.dropColumn('email_verified_at')
    })
  }
}
