/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { HttpContext } from '@adonisjs/core/http'
import { Exception } from '@adonisjs/core/exceptions'
import { AppState, rx } from 'reflex-adonis'
import { observe } from '#services/observe'
import { tenants } from '#services/tenant'

/** Says what its event sees, for comparison with a controller. */
export default class CompareState extends AppState {
  @rx.event() async observe() {
    return (await observe(HttpContext.getOrFail())) as never
  }

  @rx.event() tenant() {
    return tenants.getStore()?.name ?? 'lost'
  }

  @rx.event() greet() {
    return this.i18n.t('lab.greeting')
  }

  @rx.event() async edit() {
    await this.auth.check()
    await this.ctx.bouncer.authorize('edit')
    return 'edited'
  }

  @rx.event() cookie() {
    this.response.cookie('signed', 'new')
  }

  @rx.event() redirect() {
    this.response.redirect().toPath('/elsewhere?x=1')
  }

  @rx.event() abort() {
    this.response.abort('No', 409)
  }

  @rx.event() exception() {
    throw new Exception('Not now', { status: 423, code: 'E_LOCKED' })
  }
}
