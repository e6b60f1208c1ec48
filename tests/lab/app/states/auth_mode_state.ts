/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'

/** Runs only session and auth. */
export default class AuthModeState extends AppState {
  static override bridge = 'auth' as const

  @rx.event() look() {
    return { region: this.ctx.region ?? null, session: this.session.initiated }
  }

  @rx.event() async who() {
    await this.auth.check()
    return this.user?.fullName ?? null
  }
}
