/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Change } from '../capture/main.ts'
import { EVERY_TABLE } from '../sql/main.ts'
import { tablesOf } from './loader.ts'
import { tableId } from './versions.ts'
import type { Watch } from './watch.ts'

/** The watches whose permission a change of a table may have taken. */
export class Grants<Context> {
  readonly #watches = new Map<string, Set<Watch<Context, unknown>>>()

  add(watch: Watch<Context, unknown>): void {
    for (const table of tablesOf(watch.live.grants)) {
      const name = tableId(table)
      const watches = this.#watches.get(name)
      if (watches) watches.add(watch)
      else this.#watches.set(name, new Set([watch]))
    }
  }

  remove(watch: Watch<Context, unknown>): void {
    for (const table of tablesOf(watch.live.grants)) {
      const name = tableId(table)
      const watches = this.#watches.get(name)
      watches?.delete(watch)
      if (watches?.size === 0) this.#watches.delete(name)
    }
  }

  concernedBy(changes: readonly Change[]): Set<Watch<Context, unknown>> {
    const found = new Set<Watch<Context, unknown>>()
    for (const change of changes) {
      const isEvery = change.table === EVERY_TABLE
      for (const [name, watches] of this.#watches) {
        const isMeant = isEvery
          ? name.startsWith(`${change.connection}\n`)
          : name === tableId(change)
        if (isMeant) for (const watch of watches) found.add(watch)
      }
    }
    return found
  }
}
