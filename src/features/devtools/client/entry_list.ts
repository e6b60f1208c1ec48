/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ShownWork } from '../panel/shown.ts'
import { el } from './dom.ts'
import type { Feed } from './feed.ts'
import type { View } from './view.ts'

/** A page of the panel with a part for each entry, the newest first. A part stays as it is while its entry is kept. */
export abstract class EntryList implements View {
  abstract readonly title: string
  readonly element: HTMLElement
  protected readonly feed: Feed
  #parts = new Map<ShownWork, HTMLElement>()
  #empty: HTMLElement

  /**
   * @param name - class of its element
   * @param empty - what it says while there is no entry
   */
  constructor(feed: Feed, name: string, empty: string) {
    this.feed = feed
    this.#empty = el('p', { class: 'empty' }, empty)
    this.element = el('div', { class: name }, this.#empty)
  }

  update(): void {
    const entries = this.feed.entries.all.filter((entry) => this.lists(entry))
    const kept = new Set(entries)
    for (const [entry, part] of this.#parts) {
      if (kept.has(entry)) continue
      part.remove()
      this.#parts.delete(entry)
    }
    for (const entry of entries) {
      if (this.#parts.has(entry)) continue
      const part = this.draw(entry)
      this.#parts.set(entry, part)
      this.element.prepend(part)
    }
    this.#empty.hidden = this.#parts.size > 0
  }

  /** Whether an entry has a part. */
  protected abstract lists(entry: ShownWork): boolean

  protected abstract draw(entry: ShownWork): HTMLElement
}
