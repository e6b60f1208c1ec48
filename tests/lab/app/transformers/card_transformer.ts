/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseTransformer } from '@adonisjs/core/transformers'
import type Card from '#models/card'

export default class CardTransformer extends BaseTransformer<Card> {
  toObject() {
    const { id, title, isDone, labels } = this.resource
    // SQLite has a number for it
    return { id, title, isDone: Boolean(isDone), labels: labels.map(({ name }) => name) }
  }
}
