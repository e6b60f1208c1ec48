/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseEvent } from '@adonisjs/core/events'

export default class OrderPlaced extends BaseEvent {
  constructor(readonly order: number) {
    super()
  }
}
