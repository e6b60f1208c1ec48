/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { exec, root } from '../processes.ts'
import { counting } from './counting.ts'
import { MergedCoverage, type RawCoverage, type ScriptMap } from './merged_coverage.ts'
import { SOURCES } from './sources.ts'
import { summaryOf, type FileSummary } from './summary.ts'

/** Where everything is that only this run needs. */
const FOLDER = join(root, 'tmp', 'coverage')

/** Where the report is to be read, by people as HTML. */
const REPORT = join(root, 'coverage')

/** Milliseconds between two looks at what processes have left behind: it would fill the disk. */
const INTERVAL = 2_000

/**
 * What of the package's sources runs in tests, in all of their processes. A process that is killed
 * leaves nothing behind.
 */
export class Coverage {
  /** Where the build leaves its source maps. */
  static readonly maps = join(FOLDER, 'maps')

  #suites: ReadonlySet<string>
  #merged: Promise<MergedCoverage> | undefined

  private constructor(suites: readonly string[]) {
    this.#suites = new Set(suites)
  }

  /**
   * Forgets an earlier run.
   *
   * @param suites - in whose processes is counted
   */
  static async start(suites: readonly string[]): Promise<Coverage> {
    await rm(FOLDER, { recursive: true, force: true })
    await rm(REPORT, { recursive: true, force: true })
    await mkdir(Coverage.maps, { recursive: true })
    return new Coverage(suites)
  }

  /**
   * Counts what runs while a suite does, when it is one of those that count.
   *
   * @param run - gets what the environment of its processes has for that
   */
  async of<T>(suite: string, run: (environment: Record<string, string>) => Promise<T>): Promise<T> {
    if (!this.#suites.has(suite)) return run({})
    const folder = join(FOLDER, 'raw', suite)
    await mkdir(folder, { recursive: true })
    const over = new AbortController()
    const collecting = this.#collectUntil(folder, over.signal)
    try {
      return await run(counting(folder))
    } finally {
      over.abort()
      await collecting
      await rm(folder, { recursive: true, force: true })
    }
  }

  /**
   * Writes the report.
   *
   * @returns lines that say how much ran, by folder, and where little did
   */
  async report(): Promise<string[]> {
    const raw = join(FOLDER, 'merged')
    await mkdir(raw)
    const { raw: merged } = await this.#total()
    await writeFile(join(raw, 'coverage.json'), JSON.stringify(merged))
    const sources = SOURCES.flatMap((pattern) => ['--include', pattern])
    const folders = ['--temp-directory', raw, '--reports-dir', REPORT]
    const options = [
      '--all',
      '--exclude',
      'none',
      '--exclude-after-remap',
      '--reporter=json-summary',
    ]
    await exec('c8', ['report', ...folders, ...sources, ...options, '--reporter=html'], {
      stdio: 'pipe',
      all: true,
    })
    await rm(FOLDER, { recursive: true, force: true })
    const text = await readFile(join(REPORT, 'coverage-summary.json'), 'utf8')
    return summaryOf(JSON.parse(text) as Record<string, FileSummary>)
  }

  async #collectUntil(folder: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#collect(folder)
      await setTimeout(INTERVAL, undefined, { signal }).catch(() => {})
    }
    await this.#collect(folder)
  }

  /** Adds up what is there. */
  async #collect(folder: string): Promise<void> {
    for (const name of await readdir(folder)) {
      // A process has not written it to its end
      if (!name.endsWith('.json')) continue
      const file = join(folder, name)
      const merged = await this.#total()
      merged.add(JSON.parse(await readFile(file, 'utf8')) as RawCoverage)
      await rm(file)
    }
  }

  #total(): Promise<MergedCoverage> {
    return (this.#merged ??= readMaps().then((maps) => new MergedCoverage(maps)))
  }
}

/** The source maps of the build, by the address of the script. */
async function readMaps(): Promise<Record<string, ScriptMap>> {
  const maps: Record<string, ScriptMap> = {}
  for (const name of await readdir(Coverage.maps, { recursive: true })) {
    if (!name.endsWith('.map')) continue
    const script = join(root, 'build', name.slice(0, -'.map'.length))
    const text = await readFile(script, 'utf8')
    maps[pathToFileURL(script).href] = {
      lineLengths: text.split('\n').map(({ length }) => length),
      data: JSON.parse(await readFile(join(Coverage.maps, name), 'utf8')),
    }
  }
  return maps
}
