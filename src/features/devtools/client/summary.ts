/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ShownWork } from '../panel/shown.ts'
import { el } from './dom.ts'
import type { Feed } from './feed.ts'
import type { View } from './view.ts'

/** A page of the panel that is drawn anew from all entries, where there are others than before. */
export abstract class Summary implements View {
  abstract readonly title: string
  readonly element = el('div')
  #feed: Feed
  /** The last entry that was drawn: numbers begin anew with the server. */
  #last: ShownWork | undefined | null = null

  constructor(feed: Feed) {
    this.#feed = feed
  }

  update(): void {
    const { all } = this.#feed.entries
    const last = all.at(-1)
    if (last === this.#last) return
    this.#last = last
    this.element.replaceChildren(...this.draw(all))
  }

  /** @param entries - the oldest first */
  protected abstract draw(entries: readonly ShownWork[]): HTMLElement[]
}
