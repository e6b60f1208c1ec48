/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { errors as authErrors } from '@adonisjs/auth'
import { Exception } from '@adonisjs/core/exceptions'
import { AppState, rx } from 'reflex-adonis'
import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'

const orderValidator = vine.create({
  email: vine.string().email(),
  lines: vine.array(vine.object({ id: vine.number(), count: vine.number().min(1) })).minLength(1),
})

/** Fails in each way that a handler can fail. */
export default class FailureState extends AppState {
  @rx.var() orders = 0
  private backend = 0

  @rx.event(orderValidator) order(order: Infer<typeof orderValidator>) {
    this.orders += order.lines.length
  }

  @rx.event() read() {
    return { orders: this.orders, backend: this.backend }
  }

  @rx.event() unexpected() {
    this.orders += 100
    this.backend += 100
    throw new Error('the database is on fire')
  }

  @rx.event() teapot() {
    throw new Exception('I am a teapot', { status: 418, code: 'E_TEAPOT' })
  }

  @rx.event() abort() {
    this.response.abort('Not here', 410)
  }

  @rx.event() unauthorized() {
    this.orders += 100
    throw new authErrors.E_UNAUTHORIZED_ACCESS('Sign in first', {
      guardDriverName: 'session',
      redirectTo: '/sign-in',
    })
  }

  @rx.event() redirect() {
    this.orders++
    this.response.redirect('/sign-in')
  }

  @rx.event() date() {
    ;(this as { orders: unknown }).orders = new Date()
  }

  @rx.event() async *half() {
    this.orders = 1
    yield
    this.orders = 2
    throw new Error('after the first half')
  }
}
