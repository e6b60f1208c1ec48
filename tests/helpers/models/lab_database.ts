/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import db from '@adonisjs/lucid/services/db'
import { freshDatabase } from './databases.ts'
import type { DialectName } from './databases.ts'

/**
 * Makes a database of its own the default one of the lab.
 *
 * @returns removes it again
 */
export async function useDatabase(dialect: DialectName): Promise<() => Promise<void>> {
  const { config, remove } = await freshDatabase(dialect)
  const before = db.primaryConnectionName
  const name = `lab_${dialect}`
  db.manager.add(name, config)
  db.primaryConnectionName = name
  return async () => {
    db.primaryConnectionName = before
    await db.manager.close(name, true)
    await remove()
  }
}

/** Makes the table of items, in which keys go on at 1,000. */
export async function createItems(): Promise<void> {
  const { schema, dialect } = db.connection()
  await schema.createTable('lab_items', (table) => {
    table.increments('id')
    table.integer('owner_id')
    table.string('name')
    table.integer('price')
    table.string('status')
    table.integer('cost')
    table.dateTime('updated_at')
    table.dateTime('deleted_at')
  })
  await goOnAt('lab_items', dialect.name)
}

/** Makes the table of tasks, in which keys go on at 1,000. */
export async function createTasks(): Promise<void> {
  const { schema, dialect } = db.connection()
  await schema.createTable('lab_tasks', (table) => {
    table.increments('id')
    table.integer('owner_id')
    table.string('title')
    table.boolean('is_done').defaultTo(false)
    table.string('secret')
  })
  await goOnAt('lab_tasks', dialect.name)
}

/** PostgreSQL would give out the keys again that tests have written themselves. */
async function goOnAt(table: string, dialect: string): Promise<void> {
  if (dialect === 'postgres') await db.rawQuery(`alter sequence ${table}_id_seq restart with 1000`)
}
