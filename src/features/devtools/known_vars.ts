/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { applyPatches } from '../../protocol/main.ts'
import type { JsonValue } from '../../protocol/main.ts'
import type { StateNews } from '../../state/main.ts'
import type { VarsByState } from './entries.ts'

/** What news change, by the ids of states. */
export interface VarChanges {
  /** The vars that are others now. */
  changed: VarsByState
  /** Names of those that have no value any more. */
  gone: Record<string, string[]>
}

/**
 * The vars that the browser of one tab has.
 */
export class KnownVars {
  #states = new Map<string, Record<string, JsonValue>>()

  /** The browser has nothing yet. */
  clear(): void {
    this.#states.clear()
  }

  /** Takes over what the browser is told, and says which vars it changes. */
  take({ s = {}, d = {} }: StateNews): VarChanges {
    const changed: VarsByState = {}
    const gone: Record<string, string[]> = {}
    for (const [id, { v }] of Object.entries(s)) {
      this.#states.set(id, v)
      changed[id] = v
    }
    for (const [id, patches] of Object.entries(d)) {
      const before = this.#states.get(id)
      if (!before) continue
      const after = applyPatches(before, patches)
      this.#states.set(id, after)
      const names = [...new Set(patches.map(([, path]) => String(path[0])))]
      const there = names.filter((name) => Object.hasOwn(after, name))
      if (there.length > 0) {
        changed[id] = Object.fromEntries(there.map((name) => [name, after[name]]))
      }
      const lost = names.filter((name) => !Object.hasOwn(after, name))
      if (lost.length > 0) gone[id] = lost
    }
    return { changed, gone }
  }
}
