/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import db from '@adonisjs/lucid/services/db'
import Item from '#models/item'

/** The table of items, with three of Ada's. */
export const itemsTable = {
  /** @returns drops it */
  async create(): Promise<() => Promise<void>> {
    await db.connection().schema.createTable('lab_items', (table) => {
      table.increments('id')
      table.integer('owner_id')
      table.string('name')
      table.integer('price')
      table.string('status')
      table.integer('cost')
      table.timestamp('updated_at')
      table.timestamp('deleted_at')
    })
    return async () => {
      await db.connection().schema.dropTable('lab_items')
    }
  },

  async fill(): Promise<void> {
    await db.from('lab_items').delete()
    await Item.createMany(
      [3, 1, 2].map((id) => ({
        id,
        ownerId: 1,
        name: `Item ${id}`,
        price: 10 - id,
        status: 'draft' as const,
      }))
    )
  },

  /** Changes a price, as a job does. */
  async price(id: number, price: number): Promise<void> {
    await Item.query().where('id', id).update({ price })
  },
}
