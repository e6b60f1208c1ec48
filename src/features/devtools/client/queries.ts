/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ShownWork } from '../panel/shown.ts'
import { el } from './dom.ts'
import type { Feed } from './feed.ts'
import { queryList } from './query_list.ts'
import type { View } from './view.ts'

/** The queries of all work, by what has run them, the newest first. */
export class Queries implements View {
  readonly title = 'Queries'
  readonly element = el('div')
  #feed: Feed
  #blocks = new Map<ShownWork, HTMLElement>()
  #empty = el('p', { class: 'empty' }, 'No query was run for this page yet.')

  constructor(feed: Feed) {
    this.#feed = feed
    this.element.append(this.#empty)
  }

  update(): void {
    const all = this.#feed.entries.all.filter(({ queries }) => queries !== undefined)
    const known = new Set(all)
    for (const [entry, block] of this.#blocks) {
      if (known.has(entry)) continue
      block.remove()
      this.#blocks.delete(entry)
    }
    for (const entry of all) {
      if (this.#blocks.has(entry)) continue
      const block = el('section', {}, el('h2', {}, entry.name), queryList(entry, this.#feed))
      this.#blocks.set(entry, block)
      this.element.prepend(block)
    }
    this.#empty.hidden = this.#blocks.size > 0
  }
}
