/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'
import ParcelPolicy from '#policies/parcel_policy'
import { edit } from '#services/abilities'

/** Guarded by what asks no database. */
export default class RefusalsState extends AppState {
  @rx.var() done = 0

  @rx.event() open() {
    this.done++
  }

  @rx.guard({ user: true }) @rx.event() own() {
    this.done++
  }

  @rx.guard({ verified: true }) @rx.event() publish() {
    this.done++
  }

  @rx.can(edit) @rx.event() edit() {
    this.done++
  }

  @rx.can(ParcelPolicy, 'fail') @rx.event() fail() {
    this.done++
  }

  @rx.can(ParcelPolicy, 'wait') @rx.event() wait() {
    this.done++
  }
}
