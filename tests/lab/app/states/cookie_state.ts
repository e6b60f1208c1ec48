/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'

/** Sets cookies in each way that a controller can set one. */
export default class CookieState extends AppState {
  @rx.event() set() {
    this.response.cookie('signed', { a: 1 }, { maxAge: '1h', path: '/api', sameSite: 'strict' })
    this.response.encryptedCookie('encrypted', 'secret', { httpOnly: true, secure: true })
    this.response.plainCookie('plain', 'open', { httpOnly: false, domain: 'localhost' })
  }

  @rx.event() bake(value: string) {
    this.response.plainCookie('baked', value)
  }

  @rx.event() read() {
    return {
      signed: this.request.cookie('signed') as unknown,
      encrypted: this.request.encryptedCookie('encrypted') as unknown,
      plain: this.request.plainCookie('plain') as unknown,
    }
  }

  /** What no header can say. */
  @rx.event() mistake(name: string, value: string, path: string) {
    this.response.plainCookie('before', 'fine')
    this.response.plainCookie(name, value, { path, encode: false })
  }

  @rx.event() clear() {
    this.response.clearCookie('plain')
  }

  @rx.event() leave() {
    this.response.cookie('signed', 'on the way')
    return rx.redirect('/guarded')
  }

  @rx.event() remember(value: string) {
    this.session.put('value', value)
  }

  @rx.event() recall() {
    return this.session.get('value') as unknown
  }
}
