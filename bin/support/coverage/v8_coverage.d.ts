/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** What c8 brings along to merge what V8 counts, of which it has no types. */
declare module '@bcoe/v8-coverage' {
  import type { Profiler } from 'node:inspector'

  interface ProcessCoverage {
    result: Profiler.ScriptCoverage[]
  }

  export function mergeProcessCovs(processes: ProcessCoverage[]): ProcessCoverage
}
