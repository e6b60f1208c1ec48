/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Profiler } from 'node:inspector'

/** Blocks of code that ran at some time, each with how often it ran by its order of magnitude. */
const seen = new Set<string>()

/**
 * Counts the blocks of code that ran as often as they never did before.
 *
 * @param scripts - as V8 reports them: what ran since the last report
 */
export function newBlocks(scripts: Profiler.ScriptCoverage[]): number {
  let found = 0
  for (const { scriptId, functions } of scripts) {
    for (const { ranges } of functions) {
      for (const { startOffset, endOffset, count } of ranges) {
        if (count === 0) continue
        const block = `${scriptId}:${startOffset}:${endOffset}:${Math.min(Math.log2(count) | 0, 6)}`
        if (seen.has(block)) continue
        seen.add(block)
        found++
      }
    }
  }
  return found
}
