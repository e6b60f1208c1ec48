/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'
import { gates } from '#services/gates'

/** Behind the auth middleware of its page. */
export default class GuardedState extends AppState {
  @rx.var() owner = ''

  @rx.event() load() {
    this.owner = this.auth.getUserOrFail().fullName
  }

  @rx.event() wait() {
    return gates.pass('guarded')
  }

  /** Writes into the session once others have had their time. */
  @rx.event() async remember(flashes = false) {
    await gates.pass('guarded')
    if (flashes) this.session.flash('note', 'from before')
    else this.session.put('remembered', true)
  }

  @rx.event() secret() {
    return `The secret of ${this.auth.getUserOrFail().fullName}`
  }
}
