/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'

/** What a tab holds beside the counter that is called: rows of about 100 bytes, of which the browser has none. */
export default class BallastState extends AppState {
  rows: { id: number; name: string }[] = []

  @rx.event() fill() {
    const kilobytes = Number(this.ctx.params.kilobytes)
    this.rows = Array.from({ length: kilobytes * 10 }, (_, id) => ({
      id,
      name: `A product whose name is as long as it takes for about a hundred bytes: ${id}`,
    }))
  }
}
