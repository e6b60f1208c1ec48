/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { rx, State } from 'reflex-adonis'

/** An event without a request. */
export default class BareState extends State {
  static override bridge = 'none' as const

  @rx.var() count = 0

  @rx.event() increment() {
    this.count++
  }
}
