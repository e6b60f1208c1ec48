/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync } from 'node:fs'
import { readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { root, TYPESCRIPT } from '../../../bin/support/processes.ts'
import { HttpBrowser } from '../http_browser.ts'

/** Milliseconds within which a process ends that has started and may not go on. */
const LATE = 20_000

const PROGRAM = join(root, 'tests', 'helpers', 'attacks', 'target_process.ts')

/** How the process is, after its garbage was collected. */
export interface Measures {
  /** Bytes. */
  rss: number
  /** Bytes in use. */
  heap: number
  /** Bytes of what Node keeps outside of the heap, buffers included. */
  external: number
  arrayBuffers: number
  /** Open files and sockets. */
  descriptors: number
  /** Open sockets of tabs. */
  connections: number
  tabs: number
  /** Events that run or wait. */
  running: number
}

/** What is sent to the process. */
export interface Question {
  id: number
}

/** How a start of the lab has ended that did not come to a port. */
export interface FailedStart {
  code: number | null
  signal: string | null
  log: string
}

/** What comes from the process. Adonis tells its parent something as well. */
type Message = { listening?: number; id?: number; measures: Measures }

/**
 * The lab in a process of its own, to be attacked from outside.
 *
 * A test starts one, speaks to it through a `RawSocket` or an `HttpBrowser` (`target.browser()`), and
 * then asks what has become of it:
 *
 * - `alive`: whether the process is still there; `ended` resolves with its exit code and signal
 * - `measure()`: memory after a garbage collection, descriptors, sockets, tabs and events
 * - `until(…)`: waits for measures, for what a bound must bring about
 * - `logSize()`, `log()`: what it has written to its log, errors of Node included
 * - `visit()`: opens a page, its socket, and calls an event, as any visitor does
 * - `stop()`: sends SIGTERM and waits for its end
 */
export class Target {
  readonly base: string
  readonly process: ChildProcess
  readonly ended: Promise<[code: number | null, signal: string | null]>
  #folder: string
  #questions = 0

  private constructor(
    process: ChildProcess,
    port: number,
    folder: string,
    ended: Promise<[number | null, string | null]>
  ) {
    this.process = process
    this.base = `http://127.0.0.1:${port}`
    this.#folder = folder
    this.ended = ended
  }

  /**
   * Starts the lab, and waits until it listens.
   *
   * @param env - environment of the process, such as `REFLEX_STORE`
   */
  static async start(env: Record<string, string> = {}): Promise<Target> {
    const { target, failed } = await Target.#run(env)
    if (target) return target
    throw new Error(`The target has ended:\n${failed.log}`)
  }

  /**
   * Starts a lab that does not come to listen.
   *
   * @param begun - gets the process, to end it for example
   * @throws Error when it listens and goes on
   */
  static async fail(
    env: Record<string, string>,
    begun: (process: ChildProcess, log: () => Promise<string>) => void = () => {}
  ): Promise<FailedStart> {
    const { target, failed } = await Target.#run(env, begun)
    if (failed) return failed
    // On a busy machine, what it starts with may answer only when the start has gone on without it
    const ended = await Promise.race([target.ended, setTimeout(LATE, undefined, { ref: false })])
    const log = await target.log()
    await target.remove()
    if (!ended) throw new Error(`The target listens:\n${log}`)
    const [code, signal] = ended
    return { code, signal, log }
  }

  static async #run(
    env: Record<string, string>,
    begun: (process: ChildProcess, log: () => Promise<string>) => void = () => {}
  ): Promise<{ target: Target; failed?: undefined } | { target?: undefined; failed: FailedStart }> {
    const folder = mkdtempSync(join(tmpdir(), 'reflex-target-'))
    const log = openSync(join(folder, 'log'), 'a')
    const child = spawn(process.execPath, ['--expose-gc', TYPESCRIPT, PROGRAM], {
      cwd: root,
      env: {
        ...process.env,
        REFLEX_VIEW: 'bare',
        REFLEX_FILES: join(folder, 'tabs'),
        REDIS_PREFIX: `target-${randomUUID()}:`,
        ...env,
      },
      stdio: ['ignore', log, log, 'ipc'],
    })
    closeSync(log)
    const ready = new Promise<number>((resolve) => {
      child.on('message', ({ listening }: Message) => listening && resolve(listening))
    })
    const read = () => readFile(join(folder, 'log'), 'utf8')
    const ended = once(child, 'exit') as Promise<[number | null, string | null]>
    begun(child, read)
    const outcome = await Promise.race([ready, ended])
    if (typeof outcome === 'number') return { target: new Target(child, outcome, folder, ended) }
    const [code, signal] = outcome
    const said = await read()
    await rm(folder, { recursive: true, force: true })
    return { failed: { code, signal, log: said } }
  }

  get port(): number {
    return Number(new URL(this.base).port)
  }

  get alive(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null
  }

  /** A browser without a screen, with cookies of its own. */
  browser(): HttpBrowser {
    return new HttpBrowser(this.base)
  }

  /**
   * @throws Error when the process is not there any more
   */
  async measure(): Promise<Measures> {
    const id = ++this.#questions
    const { promise, resolve } = Promise.withResolvers<Measures>()
    const listen = (message: Message) => {
      if (message.id === id) resolve(message.measures)
    }
    this.process.on('message', listen)
    this.process.send({ id } satisfies Question)
    const gone = this.ended.then(async () => {
      throw new Error(`The target has ended:\n${await this.log()}`)
    })
    gone.catch(() => {})
    return Promise.race([promise, gone]).finally(() => this.process.off('message', listen))
  }

  /** Measures until what a bound promises has come about: a test ends before that by its own timeout. */
  async until(reached: (measures: Measures) => boolean): Promise<Measures> {
    for (;;) {
      const measures = await this.measure()
      if (reached(measures)) return measures
      await setTimeout(50)
    }
  }

  async log(): Promise<string> {
    return readFile(join(this.#folder, 'log'), 'utf8')
  }

  /** Bytes of the log. */
  async logSize(): Promise<number> {
    return (await stat(join(this.#folder, 'log'))).size
  }

  /**
   * Opens a page and its socket and calls an event.
   *
   * @returns how often the event was counted: 1
   * @throws Error when something of it is not answered
   */
  async visit(): Promise<number> {
    const browser = this.browser()
    try {
      const tab = await browser.open('/')
      await tab.hello()
      const { d } = await tab.call('CounterState', 'increment')
      return d!.CounterState[0][2] as number
    } finally {
      browser.close()
    }
  }

  /** Asks the process to end, and waits until it has. */
  async stop(): Promise<[code: number | null, signal: string | null]> {
    this.process.kill('SIGTERM')
    return this.ended
  }

  /** Removes the process, whatever it does, and what it has left. */
  async remove(): Promise<void> {
    if (this.alive) this.process.kill('SIGKILL')
    await this.ended
    await rm(this.#folder, { recursive: true, force: true })
  }
}
