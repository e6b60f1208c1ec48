import { State, rx } from 'reflex-adonis'

/**
 * How the table of products looks. No part of it needs a request, so its events skip all
 * middleware.
 */
export default class TableViewState extends State {
  static bridge = 'none' as const

  @rx.var() dense = false
  @rx.var() onlyFavourites = false

  @rx.event() toggleDense() {
    this.dense = !this.dense
  }

  @rx.event() toggleOnlyFavourites() {
    this.onlyFavourites = !this.onlyFavourites
  }
}
