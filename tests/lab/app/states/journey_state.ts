/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { rx, State } from 'reflex-adonis'

/** Leads elsewhere, sooner or later. */
export default class JourneyState extends State {
  static override bridge = 'none' as const

  @rx.var() visits = 0

  @rx.event() load() {
    this.visits++
  }

  @rx.event() back() {
    return rx.redirect('/journey')
  }

  @rx.event() aside() {
    return rx.redirect('../near')
  }

  @rx.event() astray() {
    return rx.redirect('/.//nowhere/x')
  }

  @rx.event() go(to: string, after: number) {
    return setTimeout(Number(after)).then(() => rx.redirect(String(to)))
  }

  @rx.event({ background: true }) async wander(to: string, after: number) {
    await setTimeout(Number(after))
    return rx.redirect(String(to))
  }
}
