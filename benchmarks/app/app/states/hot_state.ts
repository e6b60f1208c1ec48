/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { rx, State } from 'reflex-adonis'

/** One room for all tabs. */
export default class HotState extends State {
  static override bridge = 'none' as const
  static override scope = 'shared' as const

  @rx.var() count = 0

  @rx.event() increment() {
    this.count++
  }
}
