/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'

export default class RoutesState extends AppState<'routes.links'> {
  @rx.event() leave(id: number) {
    return rx.redirect().toRoute('routes.target', { id }, { qs: { from: this.params.id } })
  }
}
