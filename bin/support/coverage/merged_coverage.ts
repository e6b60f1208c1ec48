/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Profiler } from 'node:inspector'
import { mergeProcessCovs } from '@bcoe/v8-coverage'
import { ownFile } from './own_file.ts'

/** How a script that was run came from its sources. */
export interface ScriptMap {
  /** The characters of each line of the script. */
  lineLengths: number[]
  data: unknown
}

/** What a process leaves behind, and what c8 reads. */
export interface RawCoverage {
  'result': Profiler.ScriptCoverage[]
  'source-map-cache'?: Record<string, ScriptMap>
}

/** How many processes are merged at once. */
const BATCH = 16

/**
 * What ran of the package, added up over processes.
 */
export class MergedCoverage {
  #waiting: { result: Profiler.ScriptCoverage[] }[] = []
  #maps: Record<string, ScriptMap>

  /**
   * @param maps - of the scripts of the build, by address
   */
  constructor(maps: Record<string, ScriptMap>) {
    this.#maps = { ...maps }
  }

  /** Adds what one process has counted. */
  add(raw: RawCoverage): void {
    const result = raw.result.flatMap((script) => {
      const url = ownFile(script.url)
      const isKnown = url !== undefined && this.#knows(url, raw['source-map-cache']?.[script.url])
      return isKnown ? [{ ...script, url }] : []
    })
    if (result.length === 0) return
    this.#waiting.push({ result })
    if (this.#waiting.length >= BATCH) this.#waiting = [mergeProcessCovs(this.#waiting)]
  }

  /** What all processes together have counted. */
  get raw(): RawCoverage {
    return { ...mergeProcessCovs(this.#waiting), 'source-map-cache': this.#maps }
  }

  /**
   * Whether a script came from its source as in the processes before. Another tsconfig.json makes
   * other code of the same file, whose offsets mean something else.
   */
  #knows(url: string, map: ScriptMap | undefined): boolean {
    const known = this.#maps[url]
    if (!map) return known !== undefined
    if (!known) this.#maps[url] = map
    return !known || known.lineLengths.join() === map.lineLengths.join()
  }
}
