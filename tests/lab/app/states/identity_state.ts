/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import vine from '@vinejs/vine'
import { AppState, rx } from 'reflex-adonis'
import Account from '#models/account'
import { gates } from '#services/gates'
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
    await this.auth.use('web').login(findUser(id) ?? (await Account.findOrFail(id)))
  }

  /** Reads the user anew, in a request that takes its time. */
  @rx.event() async reread() {
    const user = await this.auth.use('web').authenticate()
    await gates.pass('reread')
    if (user instanceof Account) await user.refresh()
  }

  @rx.event() async loginLater(id: number) {
    await gates.pass('login')
    await this.login(id)
  }

  /** Says in the background who is signed in, as long as it goes on. */
  @rx.event({ background: true }) async watch() {
    await gates.pass('watch')
    return this.$update(async () => {
      await this.auth.check()
      return this.user?.fullName ?? 'nobody'
    })
  }

  @rx.event() async loginAndLeave(id: number) {
    await this.auth.use('web').login(findUser(id)!)
    return rx.redirect('/guarded')
  }

  @rx.event() async logout() {
    await this.auth.use('web').logout()
  }

  @rx.event() async logoutLater() {
    await gates.pass('logout')
    await this.logout()
  }

  /** Ends the session, whoever it was. */
  @rx.event() endSession(how: 'cleared' | 'regenerated' | 'refilled') {
    this.session.clear()
    if (how === 'regenerated') this.session.regenerate()
    if (how === 'refilled') this.session.put('value', 'of nobody')
    return how
  }

  @rx.event() async logoutAndFail() {
    await this.auth.use('web').logout()
    throw new Error('after the sign-out')
  }

  @rx.event() async logoutAndRefuse() {
    await this.auth.use('web').logout()
    await vine.compile(vine.object({ reason: vine.string() })).validate({})
  }
}
