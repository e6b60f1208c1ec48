import { BaseSchema } from '@adonisjs/lucid/schema'

/** What the links of mails have, and second factors. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('auth_tokens', (table) => {
      table.string('digest', 64).primary()
      table.string('purpose', 16).notNullable()
      table.string('user_id').notNullable().index()
      table.string('email').notNullable()
      table.string('stamp', 32).notNullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('expires_at').notNullable().index()
    })

    this.schema.createTable('auth_totp', (table) => {
      table.string('user_id').primary()
      table.text('secret').notNullable()
      table.bigInteger('confirmed_at')
      table.bigInteger('last_step')
    })
    this.schema.createTable('auth_recovery_codes', (table) => {
      table.string('user_id').notNullable()
      table.string('digest', 64).notNullable()
      table.primary(['user_id', 'digest'])
    })

    this.schema.createTable('auth_passkeys', (table) => {
      table.string('digest', 64).primary()
      table.string('user_id').notNullable().index()
      table.text('credential').notNullable()
      table.text('public_key').notNullable()
      table.bigInteger('counter').notNullable()
      table.string('transports').notNullable()
      table.string('name', 60).notNullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('used_at')
    })
  }

  async down() {
    this.schema.dropTable('auth_passkeys')

    this.schema.dropTable('auth_recovery_codes')
    this.schema.dropTable('auth_totp')

    this.schema.dropTable('auth_tokens')
  }
}
