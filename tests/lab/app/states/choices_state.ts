/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import vine from '@vinejs/vine'
import { rx, State } from 'reflex-adonis'

const colorValidator = vine.create(vine.enum(['red', 'blue']))
const textsValidator = vine.create(vine.array(vine.string()).maxLength(2))
const idsValidator = vine.create(vine.array(vine.number()))
const orderValidator = vine.create({
  color: vine.string().in(['blue']),
  toppings: vine.array(vine.string()).optional(),
  nick: vine.string().minLength(3),
})
const nickValidator = vine.create(vine.string().maxLength(5))

/** Vars that several fields show, or one field with several choices. */
export default class ChoicesState extends State {
  @rx.var() color = 'red'
  @rx.var() floor = 1
  @rx.var() delivered: boolean | null = null
  @rx.var() toppings: string[] = ['ham']
  @rx.var() ids: number[] = []
  @rx.var() nick = ''
  /** How often `mark` was called. */
  @rx.var() marks = 0

  @rx.event(colorValidator) setColor(color: string) {
    this.color = color
  }

  @rx.event() setFloor(floor: number) {
    this.floor = Number(floor)
  }

  @rx.event() setDelivered(delivered: boolean) {
    this.delivered = delivered === true
  }

  @rx.event(textsValidator) setToppings(toppings: string[]) {
    this.toppings = toppings
  }

  @rx.event(idsValidator) choose(ids: number[]) {
    this.ids = ids
  }

  @rx.event(nickValidator) setNick(nick: string) {
    this.nick = nick
  }

  @rx.event(orderValidator) order({
    color,
    toppings = [],
    nick,
  }: Record<string, string | string[]>) {
    return { order: [nick, color, ...toppings].join() }
  }

  @rx.event() mark() {
    this.marks++
  }
}
