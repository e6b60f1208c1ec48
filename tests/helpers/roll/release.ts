/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { exec, root, TYPESCRIPT } from '../../../bin/support/processes.ts'
import { RunningRelease } from './running_release.ts'

/** The sources of the application. */
export const SOURCES = join(root, 'tests', 'fixtures', 'rolled')

/** What a release changes of the application: files by their new contents, or `null` to remove them. */
export type Changes = Record<string, string | ((source: string) => string) | null>

let releases = 0

/**
 * A build of the rolled application (`tests/fixtures/rolled`), in a folder of its own.
 *
 * @example
 * ```ts
 * const after = await Release.build({
 *   'app/states/list_state.ts': (source) => source.replaceAll('items', 'entries'),
 * })
 * const running = await after.start({ APP_KEY: key, REDIS_PREFIX: prefix })
 * ```
 */
export class Release {
  // Below the package, where its dependencies are found
  readonly folder = join(root, 'tmp', `release-${process.pid}-${++releases}`)

  private constructor() {}

  static async build(changes: Changes = {}): Promise<Release> {
    const release = new Release()
    await cp(SOURCES, release.folder, { recursive: true })
    for (const [file, change] of Object.entries(changes)) await release.#change(file, change)
    await exec('vite', ['build', '--app', '--logLevel', 'error'], {
      cwd: release.folder,
      stdio: 'pipe',
      all: true,
      env: { NODE_ENV: 'production' },
    })
    return release
  }

  /** What it has for browsers. */
  get assets(): string {
    return join(this.folder, 'public', 'assets')
  }

  /**
   * Starts a process of it.
   *
   * @param env - what tells it from other applications: `APP_KEY` and `REDIS_PREFIX`
   */
  start(env: Record<string, string>): Promise<RunningRelease> {
    return RunningRelease.start(this.folder, env)
  }

  /** Runs a command of the application. */
  async ace(args: string[], env: Record<string, string>): Promise<string> {
    const program = join(root, 'tests', 'helpers', 'roll', 'release_console.ts')
    const options = [TYPESCRIPT, program, ...args]
    const { all } = await exec(process.execPath, options, {
      cwd: this.folder,
      stdio: 'pipe',
      all: true,
      env: { NODE_ENV: 'production', NO_COLOR: '1', ...env },
    })
    return String(all)
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }

  async #change(file: string, change: Changes[string]): Promise<void> {
    const path = join(this.folder, file)
    if (change === null) return rm(path)
    await mkdir(dirname(path), { recursive: true })
    const contents = typeof change === 'string' ? change : change(await readFile(path, 'utf8'))
    await writeFile(path, contents)
  }
}
