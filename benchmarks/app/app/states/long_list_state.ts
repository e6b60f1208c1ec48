/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'
import { createRows } from '#services/rows'
import type { Row } from '#services/rows'

/** A list of as many rows as the address says. */
export default class LongListState extends AppState {
  @rx.var() rows: Row[] = []

  @rx.event() load() {
    this.rows = createRows(Number(this.ctx.params.count))
  }

  @rx.event() toggle() {
    const row = this.rows[this.rows.length >> 1]
    row.active = !row.active
  }

  @rx.event() insertFirst() {
    this.rows.unshift({ id: 0, name: 'A new product', active: true, price: 100 })
  }
}
