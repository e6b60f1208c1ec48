/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import type { Read } from '../reads/main.ts'
import { tablesOf } from './loader.ts'
import type { Loaded } from './loader.ts'
import type { Versions } from './versions.ts'
import type { Stamp, Watch } from './watch.ts'

/** What a stamp says of a result. */
interface Stamped extends Pick<Loaded<unknown>, 'key' | 'baseKey'> {
  reads?: readonly Read[]
  permittedAt: number | undefined
}

/** The stamps that one engine gives, and knows to judge. */
export class Stamps<Context> {
  readonly #engine = randomUUID()
  readonly #versions: Pick<Versions, 'isChangedSince'>

  constructor(versions: Pick<Versions, 'isChangedSince'>) {
    this.#versions = versions
  }

  /** The stamp of what a watch shows. */
  of({ kept, group, baseKey, loadedAt, permittedAt }: Watch<Context, unknown>): Stamp {
    const { key = '', reads } = group ?? {}
    return kept ?? this.make({ key, baseKey, reads, permittedAt }, loadedAt)
  }

  /** @param count - at which the result was asked for */
  make({ key, baseKey, reads = [], permittedAt }: Stamped, count: number): Stamp {
    const tables = reads.map(({ connection, table }) => ({ connection, table }))
    return { engine: this.#engine, count, key, baseKey, tables, permittedAt }
  }

  /** Whether nothing has changed since a tab loaded what it shows. */
  isCurrent({ engine, count, tables }: Stamp): boolean {
    return engine === this.#engine && !this.#versions.isChangedSince(count, tables)
  }

  /** Whether a tab may have lost the right to what it shows while it was away, when no change had it asked. */
  isDoubtful({ live: { grants = [] } }: Watch<Context, unknown>, stamp: Stamp): boolean {
    if (grants.length === 0) return false
    const { engine, permittedAt } = stamp
    if (engine !== this.#engine || permittedAt === undefined) return true
    return this.#versions.isChangedSince(permittedAt, tablesOf(grants))
  }
}
