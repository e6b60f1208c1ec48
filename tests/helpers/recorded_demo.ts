/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import db from '@adonisjs/lucid/services/db'
import { execa } from 'execa'
import type { ResultPromise } from 'execa'
import getPort from 'get-port'
import { root } from '../../bin/support/processes.ts'
import { DemoCopy } from './demo_copy.ts'
import { withOwnVitePort } from './vite_port.ts'

/** What the application of this process has set, and what its own files say to a copy. */
const OWN = [
  ...['NODE_ENV', 'HOST', 'PORT', 'APP_URL', 'APP_KEY', 'VITE_HMR_PORT', 'DB_FILE'],
  ...['STORAGE_FOLDER', 'SESSION_DRIVER', 'LOG_LEVEL', 'TEST_RESULTS'],
]

/** A line of Japa's reporter. */
interface EndedTest {
  title: { expanded: string }
  errors: { error: { message: string } }[]
}

export interface TestResults {
  /** Titles of tests, in order. */
  failed: string[]
  passed: string[]
  /** Why tests have failed, by title. */
  messages: Record<string, string>
  output: string
}

/**
 * A copy of the demo that `node ace reflex:record` serves.
 */
export class RecordedDemo extends DemoCopy {
  url = ''
  #recorder: ResultPromise | undefined
  #output = ''

  override async create(): Promise<void> {
    await super.create()
    await db.rawQuery('VACUUM INTO ?', [join(this.folder, 'tmp', 'copy.sqlite3')])
    const port = await getPort()
    const variables = {
      ...this.environment(port),
      NODE_ENV: 'development',
      APP_KEY: randomBytes(16).toString('hex'),
    }
    const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}`)
    await writeFile(join(this.folder, '.env'), lines.join('\n'))
    this.url = `http://localhost:${port}`
  }

  /** Begins a recording, and its first test. It resolves when the server answers. */
  async record(name: string, title: string): Promise<void> {
    await withOwnVitePort(async () => {
      this.#recorder = this.#ace(['reflex:record', name, `--title=${title}`, '--force'])
      this.#recorder.all!.on('data', (data: Buffer) => (this.#output += data.toString()))
      await this.#says('A title and Enter begin another test')
    })
  }

  /** Begins another test. */
  async begin(title: string): Promise<void> {
    this.#recorder!.stdin!.write(`${title}\n`)
    await this.#says(`Recording "${title}"`)
  }

  /** Ends the recording, and waits for its tests. */
  async finish(): Promise<{ output: string; exitCode: number | undefined }> {
    this.#recorder!.stdin!.write('\n')
    const { exitCode } = await this.#recorder!
    return { output: this.#output, exitCode }
  }

  read(file: string): Promise<string> {
    return readFile(join(this.folder, file), 'utf8')
  }

  /** Runs a file of tests. */
  async test(file: string): Promise<TestResults> {
    const args = ['test', 'functional', `--files=${file}`, '--reporters=ndjson']
    // Pages that are still open would come back to the port that they know, and keep its server from closing
    const { stdout, all } = await this.#ace(args, { PORT: String(await getPort()) })
    const results: TestResults = { failed: [], passed: [], messages: {}, output: String(all) }
    for (const line of String(stdout).split('\n')) {
      if (!line.startsWith('{"event":"test:end"')) continue
      const { title, errors } = JSON.parse(line) as EndedTest
      const list = errors.length > 0 ? results.failed : results.passed
      list.push(title.expanded)
      results.messages[title.expanded] = errors.map(({ error }) => error.message).join('\n')
    }
    return results
  }

  override async end(): Promise<void> {
    this.#recorder?.kill('SIGTERM')
    await this.#recorder
    await super.end()
  }

  #ace(args: string[], more: Record<string, string> = {}): ResultPromise {
    const environment = Object.entries(process.env).filter(([name]) => !OWN.includes(name))
    return execa('node', ['ace.js', ...args], {
      cwd: this.folder,
      env: { ...Object.fromEntries(environment), FORCE_COLOR: '0', ...more },
      extendEnv: false,
      preferLocal: true,
      localDir: root,
      all: true,
      reject: false,
    })
  }

  async #says(text: string): Promise<void> {
    const isOver = this.#recorder!.then(() => true)
    while (!this.#output.includes(text)) {
      const said = new Promise<false>((resolve) =>
        this.#recorder!.all!.once('data', () => resolve(false))
      )
      if (await Promise.race([said, isOver]))
        throw new Error(`The recorder has ended:\n${this.#output}`)
    }
  }
}
