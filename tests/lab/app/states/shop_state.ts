/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx, State } from 'reflex-adonis'
import reflex from 'reflex-adonis/services/main'
import { shared } from '#services/shared'
import { findUser } from '#services/users'
import SeatTransformer from '#transformers/seat_transformer'
import type { Seat } from '#transformers/seat_transformer'

/** Changes what the lab shares. */
export class ShopState extends AppState {
  @rx.var() clicks = 0

  @rx.var() seats: { row: string; price: number; bookedAt: string }[] = []

  @rx.event() async choose(row: string) {
    const seat: Seat = { row: String(row), price: 9, secret: 'hidden', bookedAt: new Date(0) }
    const one = await this.$serialize(SeatTransformer.transform(seat))
    const none = await this.$serialize(SeatTransformer.transform(null as Seat | null))
    this.seats = [one, ...(await this.$serialize(SeatTransformer.transform([seat])))]
    return none === null
  }

  @rx.event() async chooseAnything() {
    await this.$serialize({ $type: 'item' } as const)
  }

  @rx.event() click() {
    this.clicks++
  }

  @rx.event() add(count: number) {
    this.session.put('basket', count)
    reflex.refresh('basket', { to: this.ctx })
  }

  @rx.event() addAndFail(count: number) {
    this.session.put('basket', count)
    reflex.refresh('basket', { to: this.ctx })
    throw new Error('Afterwards')
  }

  @rx.event() sell(id: number) {
    shared.stock = shared.stock.map((row) => (row.id === id ? { ...row, left: row.left - 1 } : row))
    reflex.refresh('stock')
  }

  /** Asks first, and sells when its request is about to end. */
  @rx.event() async sellAtTheEnd(id: number) {
    reflex.refresh('stock')
    await shared.gate
    shared.stock = shared.stock.map((row) => (row.id === id ? { ...row, left: 0 } : row))
  }

  @rx.event({ background: true }) async sellLater(id: number) {
    await this.$update(() => this.sell(id))
  }

  @rx.event() async enter() {
    await this.auth.use('web').login(findUser(1)!)
  }

  @rx.event() async leave() {
    await this.auth.use('web').logout()
  }
}

/** Has no request. */
export class BareShopState extends State {
  static override bridge = 'none' as const

  @rx.event() restock() {
    shared.stock = [{ id: 1, name: 'Tea', left: 9 }]
    reflex.refresh('stock')
  }
}
