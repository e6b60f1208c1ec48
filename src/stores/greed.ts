/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** What one visitor has in a store. */
interface Holding {
  weight: number
  /** Ids of the records, the longest unused first. */
  ids: Set<string>
}

/**
 * Knows who has most in a store: when there is no room left, that is who gives. Visitors are sorted
 * by the order of magnitude of what they have, so that it takes no search.
 */
export class Greed {
  #holdings = new Map<string, Holding>()
  /** Visitors by order of magnitude, the longest unused first. */
  #ranks: Set<string>[] = []

  add(visitor: string, id: string, weight: number): void {
    const holding = this.#holdings.get(visitor) ?? { weight: 0, ids: new Set<string>() }
    this.#change(visitor, holding, weight)
    holding.ids.add(id)
  }

  remove(visitor: string, id: string, weight: number): void {
    const holding = this.#holdings.get(visitor)
    if (!holding?.ids.delete(id)) return
    this.#change(visitor, holding, -weight)
  }

  /** The record that goes next: of those who have most, the longest unused one. */
  next(): string | undefined {
    for (let rank = this.#ranks.length - 1; rank >= 0; rank--) {
      for (const visitor of this.#ranks[rank] ?? []) {
        for (const id of this.#holdings.get(visitor)!.ids) return id
      }
    }
    return undefined
  }

  clear(): void {
    this.#holdings.clear()
    this.#ranks = []
  }

  #change(visitor: string, holding: Holding, weight: number): void {
    if (holding.weight > 0) this.#ranks[rankOf(holding.weight)].delete(visitor)
    holding.weight += weight
    if (holding.weight <= 0) {
      this.#holdings.delete(visitor)
      return
    }
    const rank = rankOf(holding.weight)
    this.#ranks[rank] ??= new Set()
    this.#ranks[rank].add(visitor)
    this.#holdings.set(visitor, holding)
  }
}

function rankOf(weight: number): number {
  return Math.floor(Math.log2(weight))
}
