/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'

/** Loads in the background, when its page is shown. */
export default class StartedState extends AppState {
  @rx.var() loaded = 'nothing'
  private loads = 0

  @rx.event({ background: true }) async load() {
    await this.$update(() => {
      this.loads++
      this.loaded = `${this.loads} of ${this.request.url()}`
    })
  }
}
