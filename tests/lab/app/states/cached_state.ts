/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'

/** Greets whoever is signed in. */
export default class CachedState extends AppState {
  @rx.var() greeting = ''
  @rx.var() clicks = 0

  @rx.event() async load() {
    await this.auth.check()
    this.greeting = `Hello, ${this.user?.fullName ?? 'stranger'}`
  }

  @rx.event() click() {
    this.clicks++
  }
}
