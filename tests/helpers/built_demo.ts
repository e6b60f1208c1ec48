/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import type { ResultPromise } from 'execa'
import { exec, reachable } from '../../bin/support/processes.ts'
import { DemoCopy } from './demo_copy.ts'

/** Milliseconds for the server to start. */
const PATIENCE = 90_000

/**
 * A copy of the demo, built for production. A test may change its files before.
 */
export class BuiltDemo extends DemoCopy {
  #server: ResultPromise | undefined

  /** What the build has for browsers. */
  get assets(): string {
    return join(this.folder, 'build', 'public', 'assets')
  }

  async build(): Promise<void> {
    await exec('node', ['ace.js', 'build'], { cwd: this.folder, stdio: 'pipe', all: true })
  }

  /**
   * Serves the build with the data of the application that is running.
   *
   * @param variables - of its environment, besides its own
   */
  async serve(port: number, variables: Record<string, string> = {}): Promise<void> {
    const tmp = join(this.folder, 'build', 'tmp')
    await mkdir(tmp, { recursive: true })
    await db.rawQuery('VACUUM INTO ?', [join(tmp, 'copy.sqlite3')])
    this.#server = exec('node', ['bin/server.js'], {
      cwd: join(this.folder, 'build'),
      env: { ...this.environment(port), ...variables, NODE_ENV: 'production' },
      stdio: 'pipe',
      all: true,
      reject: false,
    })
    const late = setTimeout(PATIENCE, undefined, { ref: false })
    const failed = await Promise.race([
      reachable(`http://localhost:${port}`).then(() => false),
      Promise.race([this.#server, late]).then(() => true),
    ])
    if (!failed) return
    this.#server.kill('SIGKILL')
    throw new Error(`The server does not answer:\n${String((await this.#server).all)}`)
  }

  override async end(): Promise<void> {
    this.#server?.kill('SIGKILL')
    await this.#server
    await super.end()
  }
}
