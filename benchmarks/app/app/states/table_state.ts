/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { rx, State } from 'reflex-adonis'
import { makeRows, removeRow, swapRows, updateRows } from '#services/table_rows'
import type { TableRow } from '#services/table_rows'

/** The table of js-framework-benchmark, each of whose operations is an event. */
export default class TableState extends State {
  @rx.var() rows: TableRow[] = []
  /** Operations so far. */
  @rx.var() version = 0

  @rx.event() create() {
    this.rows = makeRows()
    this.version++
  }

  @rx.event() append() {
    this.rows.push(...makeRows())
    this.version++
  }

  @rx.event() update() {
    updateRows(this.rows)
    this.version++
  }

  @rx.event() swap() {
    swapRows(this.rows)
    this.version++
  }

  @rx.event() remove() {
    removeRow(this.rows)
    this.version++
  }

  @rx.event() clear() {
    this.rows = []
    this.version++
  }
}
