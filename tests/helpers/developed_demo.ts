/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomBytes } from 'node:crypto'
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import { execa } from 'execa'
import type { ResultPromise } from 'execa'
import getPort from 'get-port'
import { demoRoot, reachable, root } from '../../bin/support/processes.ts'

/** Milliseconds for the server to start. */
const PATIENCE = 30_000

/** What is not part of the sources. */
const LEFT_OUT = new Set(['node_modules', 'build', 'tmp', '.env', 'assets'])

/**
 * A copy of the demo, served as one does while developing it, whose files a test may change.
 */
export class DevelopedDemo {
  readonly folder: string
  readonly url: string
  #server: ResultPromise
  #output: string[]

  private constructor(folder: string, url: string, server: ResultPromise, output: string[]) {
    this.folder = folder
    this.url = url
    this.#server = server
    this.#output = output
  }

  /** Runs `node ace serve --hmr` with the data of the application that is running. */
  static async serve(): Promise<DevelopedDemo> {
    // Below the package, where its dependencies are found
    const folder = join(root, 'tmp', `demo-${process.pid}`)
    await cp(demoRoot, folder, {
      recursive: true,
      filter: (source) => !LEFT_OUT.has(basename(source)),
    })
    await mkdir(join(folder, 'tmp'))
    await db.rawQuery('VACUUM INTO ?', [join(folder, 'tmp', 'dev.sqlite3')])

    const port = await getPort()
    const url = `http://localhost:${port}`
    const server = execa('node', ['ace.js', 'serve', '--hmr', '--no-clear'], {
      cwd: folder,
      env: {
        NODE_ENV: 'development',
        LOG_LEVEL: 'info',
        HOST: 'localhost',
        PORT: String(port),
        VITE_HMR_PORT: String(await getPort()),
        APP_URL: url,
        APP_KEY: randomBytes(16).toString('hex'),
        SESSION_DRIVER: 'cookie',
        DB_FILE: 'dev.sqlite3',
      },
      all: true,
      reject: false,
      // With its own child, the HTTP server
      detached: true,
    })
    const output: string[] = []
    server.all!.on('data', (data: Buffer) => output.push(data.toString()))
    const demo = new DevelopedDemo(folder, url, server, output)
    // It goes on watching when the HTTP server cannot start
    const late = setTimeout(PATIENCE, true, { ref: false })
    if (await Promise.race([reachable(url), late])) {
      await demo.end()
      throw new Error(`The development server does not answer:\n${demo.output}`)
    }
    return demo
  }

  /** What the server has said so far. */
  get output(): string {
    return this.#output.join('')
  }

  async write(file: string, contents: string): Promise<void> {
    const path = join(this.folder, file)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, contents)
  }

  async replace(file: string, before: string, after: string): Promise<void> {
    const contents = await readFile(join(this.folder, file), 'utf8')
    await this.write(file, contents.replace(before, after))
  }

  remove(file: string): Promise<void> {
    return rm(join(this.folder, file))
  }

  /** Stops the server and removes the copy. */
  async end(): Promise<void> {
    // Asked to end, it would stop the HTTP server and go on watching
    process.kill(-this.#server.pid!, 'SIGKILL')
    await this.#server
    await rm(this.folder, { recursive: true, force: true })
  }
}
