/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'
import { findUser } from '#services/users'

/** Signs in and out by events. */
export default class IdentityState extends AppState {
  @rx.var() name = 'nobody'
  @rx.var() note = ''

  @rx.event() async load() {
    await this.auth.check()
    this.name = this.user?.fullName ?? 'nobody'
  }

  @rx.event() write(note: string) {
    this.note = note
  }

  @rx.event() async login(id: number) {
    await this.auth.use('web').login(findUser(id)!)
  }

  @rx.event() async loginAndLeave(id: number) {
    await this.auth.use('web').login(findUser(id)!)
    return rx.redirect('/guarded')
  }

  @rx.event() async logout() {
    await this.auth.use('web').logout()
  }
}
