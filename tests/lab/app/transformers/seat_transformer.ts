/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseTransformer } from '@adonisjs/core/transformers'

export interface Seat {
  row: string
  price: number
  secret: string
  bookedAt: Date
}

export default class SeatTransformer extends BaseTransformer<Seat> {
  toObject() {
    return this.pick(this.resource, ['row', 'price', 'bookedAt'])
  }
}
