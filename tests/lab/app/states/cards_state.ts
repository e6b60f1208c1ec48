/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'
import Card from '#models/card'
import { cards } from '#services/cards'
import CardTransformer from '#transformers/card_transformer'

/** Shows users their cards. The database may be shared by several processes. */
export default class CardsState extends AppState {
  @rx.live() get mine() {
    const { id } = this.ctx.auth.getUserOrFail()
    const query = Card.query().where('ownerId', id).orderBy('id')
    return rx.rows(
      query.preload('labels', (labels) => labels.orderBy('id')),
      CardTransformer
    )
  }

  @rx.event() async add(ownerId: number, title: string) {
    await cards.add(ownerId, title)
  }

  @rx.event() async finish(ownerId: number) {
    await cards.finish(ownerId)
  }

  @rx.event() async label(title: string, first: number, second: number | null) {
    await cards.label(title, second === null ? [first] : [first, second])
  }

  @rx.event() async undo(ownerId: number, title: string) {
    await cards.undo(ownerId, title)
  }
}
