/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** A var that a computed var has read, with the value that it had. */
export interface Dependency {
  id: string
  name: string
  value: unknown
}

interface Entry {
  value: unknown
  dependencies: Dependency[]
}

/**
 * Values of the computed vars of a tab with what they were computed from. It is only a cache: an
 * entry whose dependencies have changed is no longer used.
 */
export class ComputedCache {
  #entries = new Map<string, Map<string, Entry>>()

  get(id: string, name: string): Entry | undefined {
    return this.#entries.get(id)?.get(name)
  }

  set(id: string, name: string, entry: Entry): void {
    const entries = this.#entries.get(id)
    if (entries) {
      entries.set(name, entry)
    } else {
      this.#entries.set(id, new Map([[name, entry]]))
    }
  }
}
