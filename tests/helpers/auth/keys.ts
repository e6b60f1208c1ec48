/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import db from '@adonisjs/lucid/services/db'

/** Where the database has what an account logs in with besides its password. */
const TABLES = ['auth_passkeys', 'auth_totp', 'auth_recovery_codes']

/** Gives an account a passkey, a second factor and a recovery code. */
export async function addKeys(id: number): Promise<void> {
  const owner = { user_id: String(id) }
  await db.table('auth_passkeys').insert({
    ...owner,
    digest: `passkey of ${id}`,
    credential: 'x',
    public_key: 'x',
    counter: 0,
    transports: '',
    name: 'A phone',
    created_at: Date.now(),
  })
  await db.table('auth_totp').insert({ ...owner, secret: 'x', confirmed_at: Date.now() })
  await db.table('auth_recovery_codes').insert({ ...owner, digest: `code of ${id}` })
}

/** Names of the tables in which an account has something. */
export async function keysOf(id: number): Promise<string[]> {
  const counts = await Promise.all(
    TABLES.map((table) => db.from(table).where('user_id', String(id)))
  )
  return TABLES.filter((_, index) => counts[index].length > 0)
}

/**
 * Has the database refuse to delete rows of a table.
 *
 * @returns a function that ends it
 */
export async function refuseDeletes(table: string): Promise<() => Promise<void>> {
  const name = `refuses_deletes_of_${table}`
  const abort = `SELECT RAISE(ABORT, 'no rows of ${table} are deleted')`
  await db.rawQuery(`CREATE TRIGGER ${name} BEFORE DELETE ON ${table} BEGIN ${abort}; END`)
  return async () => {
    await db.rawQuery(`DROP TRIGGER IF EXISTS ${name}`)
  }
}
