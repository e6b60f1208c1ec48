/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { rx, State } from 'reflex-adonis'

/** A state that knows nothing of requests. */
export default class CounterState extends State {
  static override bridge = 'none' as const

  @rx.var() count = 0

  @rx.event() increment() {
    this.count++
  }

  @rx.event() add(step: number) {
    this.count += Number(step)
  }

  @rx.event() boom() {
    this.count += 100
    throw new Error('boom')
  }

  /** Lets nothing else run for a while, in milliseconds. */
  @rx.event() keep(time: number) {
    const end = performance.now() + Number(time)
    while (performance.now() < end) this.count++
  }

  /** Not decorated: no event. */
  plant() {
    this.count = -1
  }
}
