/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** Session stores of the lab, with the tags of tests that need a server for them. */
export const SESSION_STORES: [name: string, tags: string[]][] = [
  ['memory', []],
  ['cookie', []],
  ['file', []],
  ['sqlite', []],
  ['postgres', ['@postgres']],
  ['redis', ['@redis']],
]

/** As the lab's configuration names it. */
const TABLE = `sessions_${process.pid}`

/**
 * Makes the table of a database store.
 *
 * @returns removes it again
 */
export async function createSessionTable({
  schema,
}: QueryClientContract): Promise<() => Promise<void>> {
  await schema.dropTableIfExists(TABLE)
  await schema.createTable(TABLE, (table) => {
    table.string('id').primary()
    table.text('data').notNullable()
    table.string('user_id').nullable()
    table.timestamp('expires_at').notNullable()
  })
  return async () => {
    await schema.dropTableIfExists(TABLE)
  }
}
