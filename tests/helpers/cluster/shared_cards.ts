/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import { triggerStatements } from '../../../src/features/models/triggers/main.ts'
import { freshDatabase, lucid } from '../models/databases.ts'

/** A database that the processes of a cluster have in common, with the cards of the lab. */
export interface SharedCards {
  /** The database as another program has it: nobody hears of what is written here. */
  db: Database
  /** Environment of the processes. */
  env: Record<string, string>
  /** Leaves two labels, and one card for each of two users. */
  empty(): Promise<void>
  remove(): Promise<void>
}

/**
 * @param triggers - whether the database notes what is changed
 */
export async function shareCards(
  dialect: 'sqlite' | 'postgres',
  triggers: boolean
): Promise<SharedCards> {
  const { config, remove } = await freshDatabase(dialect)
  const db = lucid({ cards: config })
  await db.connection().schema.createTable('lab_cards', (table) => {
    table.increments('id')
    table.integer('owner_id')
    table.string('title')
    table.boolean('is_done')
  })
  await db.connection().schema.createTable('lab_labels', (table) => {
    table.increments('id')
    table.string('name')
  })
  await db.connection().schema.createTable('lab_card_labels', (table) => {
    table.integer('card_id')
    table.integer('label_id')
  })
  if (triggers) {
    const tables = [
      { table: 'lab_cards', key: 'id' },
      { table: 'lab_labels', key: 'id' },
      { table: 'lab_card_labels', key: 'card_id' },
    ]
    for (const sql of triggerStatements(dialect, tables).up) await db.rawQuery(sql)
  }
  const { filename, database } = config.connection as { filename?: string; database?: string }
  return {
    db,
    env: {
      LAB_DATABASE: dialect,
      ...(filename !== undefined && { SQLITE_FILE: filename }),
      ...(database !== undefined && { PG_DATABASE: database }),
    },
    async empty() {
      for (const table of ['lab_card_labels', 'lab_labels', 'lab_cards']) {
        await db.from(table).delete()
      }
      await db.table('lab_labels').multiInsert([
        { id: 1, name: 'urgent' },
        { id: 2, name: 'small' },
      ])
      await db.table('lab_cards').multiInsert([
        { owner_id: 1, title: 'of Ada', is_done: false },
        { owner_id: 2, title: 'of Grace', is_done: false },
      ])
    },
    async remove() {
      await db.manager.closeAll()
      await remove()
    },
  }
}
