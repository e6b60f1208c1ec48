/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { rx, State } from 'reflex-adonis'
import { createRows } from '#services/rows'
import type { Row } from '#services/rows'

/** A list of 1,000 rows, changed in each way that one row can change. */
export default class ListState extends State {
  static override bridge = 'none' as const

  @rx.var() rows: Row[] = []

  @rx.event() load() {
    this.rows = createRows()
  }

  @rx.event() toggle() {
    this.rows[500].active = !this.rows[500].active
  }

  @rx.event() insertFirst() {
    this.rows.unshift({ id: 5_000, name: 'A new product', active: true, price: 100 })
  }

  @rx.event() remove() {
    this.rows.splice(400, 1)
  }

  @rx.event() move() {
    const [row] = this.rows.splice(700, 1)
    this.rows.splice(10, 0, row)
  }

  @rx.event() reload() {
    const rows = createRows()
    rows[321].name = 'Renamed in the database'
    this.rows = rows
  }
}
