/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'

/** Vars that the browser keeps. */
export default class StoredState extends AppState {
  @rx.localStorage() step = 0
  @rx.localStorage() note = ''
  @rx.cookie() label = ''

  @rx.event() go(step: number) {
    this.step = Number(step)
  }

  /** More than the browser has room for. */
  @rx.event() fill(length: number) {
    this.note = 'x'.repeat(Number(length))
  }

  @rx.event() mark(length: number) {
    this.label = 'x'.repeat(Number(length))
  }
}
