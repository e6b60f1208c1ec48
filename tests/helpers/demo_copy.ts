/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomBytes } from 'node:crypto'
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { demoRoot, root } from '../../bin/support/processes.ts'

/** What is not part of the sources. */
const LEFT_OUT = new Set(['node_modules', 'build', 'tmp', '.env', 'assets'])

let copies = 0

/**
 * A copy of the demo whose files a test may change.
 */
export class DemoCopy {
  readonly folder: string

  /**
   * @param folder - of the copy, below the package, where its dependencies are found
   */
  constructor(folder = join(root, 'tmp', `demo-${process.pid}-${++copies}`)) {
    this.folder = folder
  }

  async create(): Promise<void> {
    await cp(demoRoot, this.folder, {
      recursive: true,
      filter: (source) => !LEFT_OUT.has(basename(source)),
    })
    await mkdir(join(this.folder, 'tmp'))
  }

  /** What its processes need besides the environment of this one. */
  environment(port: number): Record<string, string> {
    return {
      LOG_LEVEL: 'info',
      HOST: 'localhost',
      PORT: String(port),
      APP_URL: `http://localhost:${port}`,
      APP_KEY: randomBytes(16).toString('hex'),
      SESSION_DRIVER: 'cookie',
      DB_FILE: 'copy.sqlite3',
    }
  }

  async write(file: string, contents: string): Promise<void> {
    const path = join(this.folder, file)
    await mkdir(dirname(path), { recursive: true })
    // Who watches the file must not read half of it
    const written = join(this.folder, 'tmp', basename(file))
    await writeFile(written, contents)
    await rename(written, path)
  }

  async replace(file: string, before: string | RegExp, after: string): Promise<void> {
    const contents = await readFile(join(this.folder, file), 'utf8')
    await this.write(file, contents.replace(before, after))
  }

  async rename(from: string, to: string): Promise<void> {
    const path = join(this.folder, to)
    await mkdir(dirname(path), { recursive: true })
    await rename(join(this.folder, from), path)
  }

  remove(file: string): Promise<void> {
    return rm(join(this.folder, file))
  }

  async end(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }
}
