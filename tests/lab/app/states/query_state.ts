/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'
import vine from '@vinejs/vine'

const anything = vine.create(vine.object({}).allowUnknownProperties())

/** What the names of fields and of a query string have become on their way to the server. */
export default class QueryState extends AppState {
  /** The query string of the page, as JSON. */
  @rx.var() seen = ''
  /** The form that was sent last, as JSON. */
  @rx.var() sent = ''

  @rx.event() look() {
    this.seen = JSON.stringify(this.request.qs())
  }

  @rx.event(anything) send(form: object) {
    this.sent = JSON.stringify(form)
  }
}
