/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import db from '@adonisjs/lucid/services/db'
import Order from '#models/order'
import Parcel from '#models/parcel'
import Power from '#models/power'

/** Keys that are no numbers. */
export const PARCELS = {
  ada: '0b7e4c1e-6f0a-4c53-9a51-5a3d0e4d7a01',
  grace: '7d1f9c36-2a7b-4e0c-8c55-1f6b1c9e4b02',
}

/**
 * Makes the tables of orders, parcels and powers.
 *
 * @returns drops them
 */
export async function createRights(): Promise<() => Promise<void>> {
  await db.connection().schema.createTable('lab_orders', (table) => {
    table.increments('id')
    table.integer('owner_id')
    table.boolean('is_refunded').defaultTo(false)
  })
  await db.connection().schema.createTable('lab_parcels', (table) => {
    table.string('id').primary()
    table.integer('owner_id')
  })
  await db.connection().schema.createTable('lab_powers', (table) => {
    table.increments('id')
    table.integer('user_id')
    table.string('name')
  })
  return async () => {
    for (const name of ['lab_orders', 'lab_parcels', 'lab_powers']) {
      await db.connection().schema.dropTable(name)
    }
  }
}

/** Ada may refund her orders 1 and 2, and enter the office. Grace has the order 3, and no power. */
export async function fillRights(): Promise<void> {
  for (const name of ['lab_orders', 'lab_parcels', 'lab_powers']) await db.from(name).delete()
  await Order.createMany([
    { id: 1, ownerId: 1, isRefunded: false },
    { id: 2, ownerId: 1, isRefunded: false },
    { id: 3, ownerId: 2, isRefunded: false },
  ])
  await Parcel.createMany([
    { id: PARCELS.ada, ownerId: 1 },
    { id: PARCELS.grace, ownerId: 2 },
  ])
  await grant(1, 'refund')
  await grant(1, 'office')
}

export async function grant(user: number, name: string): Promise<void> {
  await Power.create({ userId: user, name })
}

export async function revoke(user: number, name: string): Promise<void> {
  await Power.query().where('userId', user).where('name', name).delete()
}
