/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ResultPromise } from 'execa'
import { exec, TYPESCRIPT } from '../../../bin/support/processes.ts'

const ADDRESS = /^The site is at (\S+)$/m

/** The site as it is served while one writes, by a process of its own. */
export class DevelopedSite {
  url = ''
  #server: ResultPromise | undefined

  /**
   * Starts `npm run docs:dev`.
   *
   * @throws Error with what it has printed when it ends instead
   */
  async serve(): Promise<void> {
    this.#server = exec('node', [TYPESCRIPT, 'bin/docs.ts', '--dev'], {
      stdio: 'pipe',
      all: true,
      reject: false,
    })
    let output = ''
    for await (const part of this.#server.all!) {
      output += String(part)
      const [, url] = ADDRESS.exec(output) ?? []
      if (url === undefined) continue
      this.url = url
      return
    }
    throw new Error(`The site is not served:\n${output}`)
  }

  /** Asks it to end, and waits until it has. */
  async end(): Promise<void> {
    this.#server?.kill('SIGTERM')
    await this.#server
  }
}
