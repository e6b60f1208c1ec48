/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Check } from '../../doctor/main.ts'
import type { StateDefinition } from '../../state/main.ts'

/** How often a tab may come anew within what a process keeps for a browser that does not answer. */
const TIMES = 4

/**
 * Looks for pages whose vars are heavy before anything was loaded: each tab holds them, each document has them.
 *
 * @param kept - bytes that a tab keeps for a browser that does not answer
 */
export function heavyTabsCheck(kept: number): Check {
  return {
    name: 'scale/heavy-tabs',
    *run({ pages, placeOf }) {
      const seen = new Set<StateDefinition>()
      for (const { definitions } of pages.all()) {
        for (const definition of definitions) {
          if (seen.has(definition)) continue
          seen.add(definition)
          const bytes = weightOf(definition)
          if (bytes <= kept / TIMES) continue
          yield {
            severity: 'warning',
            about: definition.id,
            ...placeOf(definition.id),
            reason: `A new ${definition.id} has ${Math.round(bytes / 1_024)} kB of vars: each tab holds them, and each document sends them`,
            remedy: 'Compute what all tabs have in common, or load it page by page',
          }
        }
      }
    },
  }
}

/** Bytes of the vars of a new state, as its pages get them. */
function weightOf(definition: StateDefinition): number {
  const vars = definition.createVars()
  const sent = definition.baseVars.map((name) => [name, vars[name]])
  return Buffer.byteLength(JSON.stringify(Object.fromEntries(sent)))
}
