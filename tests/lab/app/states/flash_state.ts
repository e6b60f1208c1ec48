/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'

export default class FlashState extends AppState {
  @rx.event() here() {
    this.session.flash('success', 'Shown at once')
  }

  @rx.event() there() {
    this.session.flash('success', 'Shown after the redirect')
    return rx.redirect('/flash?again')
  }

  @rx.event() nothing() {}
}
