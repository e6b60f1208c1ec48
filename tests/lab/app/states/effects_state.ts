/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import db from '@adonisjs/lucid/services/db'
import mail from '@adonisjs/mail/services/main'
import { AppState, rx } from 'reflex-adonis'
import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import OrderPlaced from '#events/order_placed'

const orderValidator = vine.create({ count: vine.number().min(1), gift: vine.boolean().optional() })

/** Does one of everything that a test may want to see. */
export default class EffectsState extends AppState {
  @rx.var() orders: { id: number; count: number }[] = []

  @rx.var() get count(): number {
    return this.orders.reduce((sum, { count }) => sum + count, 0)
  }

  @rx.event(orderValidator) async order({ count, gift = false }: Infer<typeof orderValidator>) {
    const id = this.orders.length + 1
    this.orders.push({ id, count })
    await OrderPlaced.dispatch(id)
    await mail.send((message) => {
      message
        .to('ada@example.com')
        .subject(`Order ${id}`)
        .text(gift ? 'A gift' : 'For you')
    })
    this.session.put('orders', id)
    this.session.flash('success', 'Ordered')
    this.response.cookie('last_order', id)
    return [rx.toast.success(`Order ${id} placed`), rx.focus('#count')]
  }

  @rx.event() async count3() {
    for (let turn = 1; turn <= 3; turn++) await db.rawQuery('select ? as turn', [turn])
  }

  @rx.event() ask() {
    return rx.dispatch(EffectsState, 'answer', 'the second event')
  }

  @rx.event() answer(text: string) {
    return rx.title(text)
  }

  @rx.event() async tick(pause: number) {
    await new Promise((resolve) => setTimeout(resolve, Number(pause)))
    this.orders.push({ id: this.orders.length + 1, count: 1 })
  }
}
