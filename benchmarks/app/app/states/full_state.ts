/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'

/** An event with the whole kernel. */
export default class FullState extends AppState {
  @rx.var() count = 0

  @rx.event() increment() {
    this.count++
  }
}
