/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import db from '@adonisjs/lucid/services/db'
import Card from '#models/card'

/** All ways to write a card over Lucid. */
export const cards = {
  async add(ownerId: number, title: string) {
    await Card.create({ ownerId, title, isDone: false })
  },

  /** Changes all cards of an owner at once. */
  async finish(ownerId: number) {
    await Card.query().where('ownerId', ownerId).update({ isDone: true })
  },

  /** Sets the labels of a card. */
  async label(title: string, labels: number[]) {
    const card = await Card.findByOrFail('title', title)
    await card.related('labels').sync(labels)
  },

  /** Writes, and rolls back. */
  async undo(ownerId: number, title: string) {
    const trx = await db.transaction()
    await Card.create({ ownerId, title, isDone: false }, { client: trx })
    await trx.rollback()
  },
}
