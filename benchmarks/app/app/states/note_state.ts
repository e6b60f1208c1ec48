/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { rx, State } from 'reflex-adonis'

/** A tab's state of about 1 kB. */
export default class NoteState extends State {
  static override bridge = 'none' as const

  @rx.var() text = 'x'.repeat(900)
  @rx.var() tags = ['a', 'b', 'c']
}
