/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Exception } from '@adonisjs/core/exceptions'
import { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { AppState, rx, State } from 'reflex-adonis'
import reflex from 'reflex-adonis/services/main'
import type { JsonValue } from 'reflex-adonis/types'
import { findUser } from '#services/users'

const formValidator = vine.create({
  name: vine.string().optional(),
  age: vine.number().optional(),
  on: vine.boolean().optional(),
  size: vine.string().optional(),
  how: vine.string().optional(),
  qty: vine.object({ 170: vine.number().optional() }).optional(),
})

/** Does what a door of the harness may do in another way than a browser. */
export class DoorsState extends AppState {
  /** What the last event has been given, or has seen. */
  @rx.var() seen: JsonValue = null
  @rx.var() trail: string[] = []
  @rx.var() text = ''
  @rx.localStorage() kept = 'default'

  @rx.event(formValidator) order(fields: Infer<typeof formValidator>) {
    this.seen = JSON.parse(JSON.stringify(fields)) as JsonValue
  }

  @rx.event() take(text: string) {
    this.seen = String(text).length
  }

  @rx.event() look() {
    const { isAuthenticated, currentUser, language, messages } = this
    this.seen = { isAuthenticated, currentUser, language, messages } as unknown as JsonValue
  }

  @rx.event() speak(locale: string) {
    this.i18n.switchLocale(String(locale))
  }

  @rx.event() async enter() {
    await this.auth.use('web').login(findUser(2)!)
  }

  @rx.event() fill() {
    this.session.put('basket', (this.session.get('basket', 0) as number) + 1)
    reflex.refresh('basket', { to: this.ctx })
  }

  @rx.event() lead(url: string) {
    return rx.redirect(String(url))
  }

  /** To an address with its origin. */
  @rx.event() leadWhole(url: string) {
    return rx.redirect(`${this.request.protocol()}://${this.request.host()}${String(url)}`)
  }

  @rx.event() leadTwice() {
    return [rx.redirect('/doors/other'), rx.redirect('/doors/forms')]
  }

  @rx.event() agent() {
    this.trail.push(this.request.header('user-agent') ?? '')
  }

  @rx.event() leadAnew(url: string) {
    return rx.redirect(String(url), { reload: true })
  }

  @rx.event() leadAside(url: string) {
    return rx.redirect(String(url), { newTab: true })
  }

  @rx.event() save(data: string) {
    return rx.download({ data: String(data), filename: 'stock.csv' })
  }

  /** No test calls it. */
  @rx.event() stay() {}

  @rx.event() rename() {
    return rx.title('Renamed')
  }

  @rx.event() keep() {
    this.kept = 'kept'
  }

  @rx.event() bake() {
    this.response.plainCookie('everywhere', 'a')
    this.response.plainCookie('elsewhere', 'b', { path: '/elsewhere' })
    this.response.plainCookie('over', 'c')
    this.response.plainCookie('brief', 'd', { maxAge: -1 })
  }

  @rx.event() eat() {
    this.response.clearCookie('over')
  }

  @rx.event() cookies() {
    const names = ['everywhere', 'elsewhere', 'over', 'brief']
    this.seen = names.filter((name) => Boolean(this.request.plainCookie(name)))
  }

  @rx.event() ask() {
    return rx.dispatch(DoorsState, 'note', 'asked')
  }

  @rx.event() askInVain() {
    return [rx.dispatch(DoorsState, 'fail'), rx.dispatch(DoorsState, 'note', 'after')]
  }

  @rx.event() note(text: string) {
    this.trail.push(String(text))
  }

  @rx.event() type(text: string) {
    this.text = String(text)
  }

  @rx.event() host() {
    this.seen = this.request.host() ?? null
  }

  @rx.event() send() {
    this.trail.push('sent')
  }

  @rx.event() fail() {
    this.trail.push('failed')
    throw new Exception('I am a teapot', { status: 418, code: 'E_TEAPOT' })
  }
}

/** Its events run without a request. */
export class UnbridgedState extends State {
  static override bridge = 'none' as const
  @rx.var() hasContext: boolean | null = null

  @rx.event() look() {
    this.hasContext = HttpContext.get() !== null
  }
}

/** A room of its own. */
export class DoorsRoomState extends State {
  static override scope = 'shared' as const
  @rx.var() lines: string[] = []

  @rx.event() say(text: string) {
    this.lines.push(String(text))
  }
}
