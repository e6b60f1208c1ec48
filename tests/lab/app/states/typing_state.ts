/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import vine from '@vinejs/vine'
import { rx, State } from 'reflex-adonis'

const nickValidator = vine.create(vine.string().minLength(3))

/** Fields of a form, each a var of its own. */
export default class TypingState extends State {
  @rx.var() text = ''
  @rx.var() title = ''
  @rx.var() nick = ''
  @rx.var() size = 's'
  @rx.var() done = false
  @rx.var() quantity = 1
  /** What `save` has seen. */
  @rx.var() saved = ''
  /** How often the text was set. */
  @rx.var() writes = 0

  @rx.event() setText(text: string) {
    this.text = String(text)
    this.writes++
  }

  @rx.event() rename(title: string) {
    this.title = String(title)
  }

  @rx.event(nickValidator) setNick(nick: string) {
    this.nick = nick
  }

  @rx.event() setSize(size: string) {
    this.size = String(size)
  }

  @rx.event() setDone(done: boolean) {
    this.done = done === true
  }

  @rx.event() setQuantity(quantity: number) {
    this.quantity = Math.min(Number(quantity), 20)
  }

  @rx.event() save() {
    this.saved = this.text
  }

  @rx.event() clear() {
    this.text = ''
  }
}
