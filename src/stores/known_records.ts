/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Lease } from './contract.ts'

/** Records that are kept in mind. One that is not is written whole once. */
const MOST = 100_000

/**
 * The records that a server is known to have as this process has stored or claimed them, by their fences. A server that was gone
 * may be back with older ones: what is known of it holds for one connection.
 */
export class KnownRecords {
  readonly #fences = new Map<string, number>()

  has(id: string, { fence }: Pick<Lease, 'fence'>): boolean {
    return this.#fences.get(id) === fence
  }

  add(id: string, { fence }: Pick<Lease, 'fence'>): void {
    this.#fences.set(id, fence)
    if (this.#fences.size <= MOST) return
    const [oldest] = this.#fences.keys()
    this.#fences.delete(oldest)
  }

  delete(id: string): void {
    this.#fences.delete(id)
  }
}
