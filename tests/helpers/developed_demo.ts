/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import { execa } from 'execa'
import type { ResultPromise } from 'execa'
import getPort from 'get-port'
import { reachable } from '../../bin/support/processes.ts'
import { DemoCopy } from './demo_copy.ts'
import { withOwnVitePort } from './vite_port.ts'

/** Milliseconds for the server to start. */
const PATIENCE = 90_000

/**
 * A copy of the demo, served as one does while developing it.
 */
export class DevelopedDemo extends DemoCopy {
  url = ''
  #server: ResultPromise | undefined
  #isCreated = false

  /** Where `node ace` runs. */
  protected get aceFolder(): string {
    return this.folder
  }

  override async create(): Promise<void> {
    await super.create()
    this.#isCreated = true
  }

  /**
   * Runs `node ace serve --hmr` with the data of the application that is running. The copy is made
   * where it is not there yet.
   */
  async serve(): Promise<void> {
    if (!this.#isCreated) await this.create()
    await db.rawQuery('VACUUM INTO ?', [join(this.folder, 'tmp', 'copy.sqlite3')])

    await withOwnVitePort(() => this.#serve())
  }

  async #serve(): Promise<void> {
    const port = await getPort()
    this.url = `http://localhost:${port}`
    this.#server = execa('node', ['ace.js', 'serve', '--hmr', '--no-clear'], {
      cwd: this.aceFolder,
      env: { ...this.environment(port), NODE_ENV: 'development' },
      all: true,
      reject: false,
      // With its own child, the HTTP server
      detached: true,
    })
    const output: string[] = []
    this.#server.all!.on('data', (data: Buffer) => output.push(data.toString()))
    // It goes on watching when the HTTP server cannot start
    const late = setTimeout(PATIENCE, true, { ref: false })
    if (await Promise.race([reachable(this.url), late])) {
      await this.end()
      throw new Error(`The development server does not answer:\n${output.join('')}`)
    }
  }

  override async end(): Promise<void> {
    // Asked to end, it would stop the HTTP server and go on watching
    if (this.#server?.pid) process.kill(-this.#server.pid, 'SIGKILL')
    await this.#server
    await super.end()
  }
}
