/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ShownWork } from '../panel/shown.ts'
import { el } from './dom.ts'
import { EntryList } from './entry_list.ts'
import type { Feed } from './feed.ts'
import { queryList } from './query_list.ts'

/** The queries of all work, by what has run them, the newest first. */
export class Queries extends EntryList {
  readonly title = 'Queries'

  constructor(feed: Feed) {
    super(feed, '', 'No query was run for this page yet.')
  }

  protected lists({ queries }: ShownWork): boolean {
    return queries !== undefined
  }

  protected draw(entry: ShownWork): HTMLElement {
    return el('section', {}, el('h2', {}, entry.name), queryList(entry, this.feed))
  }
}
