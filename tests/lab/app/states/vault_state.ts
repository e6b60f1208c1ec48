/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'
import Order from '#models/order'
import Power from '#models/power'
import OfficePolicy from '#policies/office_policy'

/** For those who may enter the office. */
export default class VaultState extends AppState {
  static guard = { can: [[OfficePolicy, 'enter']], depends: [Power] }

  @rx.var() secret = 'The combination is 1815'
  @rx.var() owner = ''

  @rx.live() get orders() {
    return rx.count(Order.query())
  }

  @rx.event() async load() {
    this.owner = this.user?.fullName ?? 'nobody'
  }

  @rx.event() look() {
    return this.secret
  }

  @rx.recent('15m') @rx.event() open() {
    this.secret = 'It is open'
  }
}
