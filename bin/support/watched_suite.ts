/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { stripVTControlCharacters } from 'node:util'
import type { ResultPromise } from 'execa'
import { explainStuck } from './stuck_process.ts'

/** How long a suite may print nothing. Its tests end by themselves after five minutes. */
const SILENCE = 600_000

/** How often a suite that goes on says so. */
const INTERVAL = 300_000

/** Milliseconds of both. */
export interface WatchTimes {
  silence: number
  interval: number
}

/**
 * The process of a suite while it runs. It says from time to time how far it is, and is ended when
 * it prints nothing any more: a hook that hangs would hold up the whole check, and nobody would see
 * which it is. Before that, it is asked what it does.
 */
export class WatchedSuite {
  #name: string
  #times: WatchTimes
  #tests = 0
  #last = ''
  #where: Promise<string> | undefined

  /**
   * @param name - what lines about it begin with
   */
  constructor(name: string, times: WatchTimes = { silence: SILENCE, interval: INTERVAL }) {
    this.#name = name
    this.#times = times
  }

  /**
   * Waits until the process has ended.
   *
   * @param suite - runs with `ASKABLE`, and prints what the reporter of Japa does, to `all`
   * @throws Error when it was ended since it printed nothing; else as the process does
   */
  async watch(suite: ResultPromise): Promise<void> {
    const end = () => {
      this.#where = explainStuck(suite)
        .catch(String)
        .finally(() => suite.kill('SIGKILL'))
    }
    let silence = setTimeout(end, this.#times.silence)
    const telling = setInterval(() => console.log(`… ${this.#state}`), this.#times.interval)
    suite.all?.on('data', (chunk: Buffer) => {
      // Asking makes it print something, which is not progress
      if (this.#where) return
      clearTimeout(silence)
      silence = setTimeout(end, this.#times.silence)
      this.#read(chunk.toString())
    })
    try {
      await suite
    } catch (error) {
      if (this.#where) this.#explain(error, await this.#where)
      throw error
    } finally {
      clearTimeout(silence)
      clearInterval(telling)
    }
  }

  get #state(): string {
    return `${this.#name}: ${this.#tests} so far, the last line: ${this.#last}`
  }

  #read(text: string): void {
    for (const line of stripVTControlCharacters(text).split('\n')) {
      if (/^\s*[✔✖] /.test(line)) this.#tests++
      if (line.trim()) this.#last = line.trim()
    }
  }

  #explain(error: unknown, where: string): void {
    const minutes = this.#times.silence / 60_000
    const message = `Ended, since it printed nothing for ${minutes} minutes. ${this.#state}`
    Object.assign(error as Error, { shortMessage: [message, where].filter(Boolean).join('\n') })
  }
}
