import { State, rx } from 'reflex-adonis'

/**
 * How the table of products looks, as the browser remembers it. No part of it needs a request, so its events skip all
 * middleware.
 */
export default class TableViewState extends State {
  static bridge = 'none' as const

  @rx.localStorage() dense = false
  @rx.sessionStorage() onlyFavourites = false

  @rx.event() toggleDense() {
    this.dense = !this.dense
  }

  @rx.event() toggleOnlyFavourites() {
    this.onlyFavourites = !this.onlyFavourites
  }
}
