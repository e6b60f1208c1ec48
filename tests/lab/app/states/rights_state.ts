/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Infer } from '@vinejs/vine/types'
import { AppState, rx } from 'reflex-adonis'
import Order from '#models/order'
import Parcel from '#models/parcel'
import Power from '#models/power'
import OfficePolicy from '#policies/office_policy'
import OrderPolicy from '#policies/order_policy'
import ParcelPolicy from '#policies/parcel_policy'
import { edit } from '#services/abilities'
import { gates } from '#services/gates'
import { nextValidator, refundValidator } from '#validators/order'

/** Its events are guarded, each in a way of its own. */
export default class RightsState extends AppState {
  @rx.var() done: string[] = []
  @rx.var() order = 1

  @rx.live({ depends: [Power] }) get can() {
    return rx.abilities({
      office: [OfficePolicy, 'enter'],
      refund: [OrderPolicy, 'refund', Order, this.order],
      edit,
    })
  }

  @rx.event() open() {
    this.done.push('open')
  }

  @rx.guard({ user: true }) @rx.event() own() {
    this.done.push('own')
    return this.user!.fullName
  }

  /** Ends the session, whoever it was. */
  @rx.event() endSession(isMoved: boolean) {
    this.session.clear()
    if (isMoved) this.session.regenerate()
  }

  @rx.guard({ guest: true }) @rx.event() greet() {
    this.done.push('greet')
  }

  @rx.guard({ verified: true }) @rx.event() publish() {
    this.done.push('publish')
  }

  @rx.recent('15m') @rx.event() erase() {
    this.done.push('erase')
  }

  @rx.can(edit) @rx.event() edit() {
    this.done.push('edit')
  }

  @rx.can(OrderPolicy, 'create')
  @rx.recent('1h')
  @rx.event()
  createRecently() {
    this.done.push('createRecently')
  }

  @rx.can(OrderPolicy, 'refund', Order)
  @rx.event()
  async refund(id: number) {
    const order = rx.subject(Order)
    await order.merge({ isRefunded: true }).save()
    this.done.push(`refund ${id}`)
    return order.id
  }

  @rx.can(OrderPolicy, 'refund', Order, { by: 'order' })
  @rx.event(refundValidator)
  async refundFor({ order, reason }: Infer<typeof refundValidator>) {
    await rx.subject(Order).merge({ isRefunded: true }).save()
    this.done.push(`refund ${order} for ${reason}`)
  }

  @rx.can(OrderPolicy, 'refund', Order, { by: 'order' })
  @rx.event(nextValidator)
  refundNext(_: Infer<typeof nextValidator>) {
    this.done.push(`next ${rx.subject(Order).id}`)
  }

  @rx.can(OrderPolicy, 'refund', Order)
  @rx.event({ background: true })
  async audit(id: number) {
    const { id: first } = rx.subject(Order)
    await gates.pass('audit')
    await this.$update(() => {
      this.done.push(`audit ${first} ${rx.subject(Order).id} ${id}`)
    })
  }

  @rx.can(ParcelPolicy, 'send', Parcel) @rx.event() send(id: string) {
    this.done.push(`send ${id}`)
  }

  @rx.can(ParcelPolicy, 'track', Parcel) @rx.event() track(id: string) {
    this.done.push(`track ${id}`)
  }

  @rx.can(ParcelPolicy, 'fail') @rx.event() fail() {
    this.done.push('fail')
  }

  @rx.can(ParcelPolicy, 'wait') @rx.event() wait() {
    this.done.push('wait')
  }

  @rx.event() missing() {
    return rx.subject(Order).id
  }

  @rx.event() show(order: number) {
    this.order = order
  }

  /** Takes a power while its event goes on. */
  @rx.guard({ can: [[OfficePolicy, 'enter']] })
  @rx.event()
  async resign() {
    await Power.query().where('userId', this.user!.id).delete()
  }

  @rx.event() async login(id: number) {
    const { findUser } = await import('#services/users')
    await this.auth.use('web').login(findUser(id)!)
    await this.session.tag(String(id))
  }

  @rx.event() async logout() {
    await this.auth.use('web').logout()
  }
}
