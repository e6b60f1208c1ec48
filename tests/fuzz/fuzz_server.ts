/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { root, TYPESCRIPT } from '../../bin/support/processes.ts'
import { labRoot } from '../helpers/lab.ts'

/** What the server can be asked, with what it answers. */
export interface Answers {
  /** Blocks of code that ran as never before. */
  coverage: number
  /** Bytes that it has logged so far. */
  state: { logged: number }
  /** Bytes in use after garbage was collected. */
  memory: { bytes: number }
  /** All tabs without a socket are in the store only. */
  forget: null
}

export type Question = keyof Answers

/** A server that does not answer for that long hangs, also on a machine that does much else. */
export const HANG = 30_000

/** What was seen of the server that must not be. */
export class Violation extends Error {}

/**
 * The process that is fuzzed.
 */
export class FuzzServer {
  readonly port: number
  /** The folder of its store. */
  readonly files: string
  #child: ChildProcess
  #errors: () => string
  #question = 0
  #waiting = new Map<number, (answer: never) => void>()

  private constructor(child: ChildProcess, port: number, files: string, errors: () => string) {
    this.#child = child
    this.port = port
    this.files = files
    this.#errors = errors
    child.on('message', (message) => {
      if (message === 'ready') return
      const { id, answer } = message as { id: number; answer: never }
      this.#waiting.get(id)?.(answer)
      this.#waiting.delete(id)
    })
  }

  static async start(): Promise<FuzzServer> {
    const name = join('tmp', `fuzz-${randomUUID()}`)
    const child = spawn(process.execPath, [TYPESCRIPT, join(import.meta.dirname, 'server.ts')], {
      cwd: root,
      env: {
        ...process.env,
        REFLEX_STORE: 'file',
        REFLEX_FILES: name,
        REFLEX_VIEW: 'bare',
        SESSION_STORE: 'cookie',
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    let errors = ''
    child.stderr!.on(
      'data',
      (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-8_000))
    )
    const listening = new Promise<number>((resolve) => {
      createInterface(child.stdout!).on('line', (line) => {
        const found = /^port (\d+)$/.exec(line)
        if (found) resolve(Number(found[1]))
      })
    })
    // Adonis tells its parent something as well
    const said = new Promise<void>((resolve) => {
      child.on('message', (message) => message === 'ready' && resolve())
    })
    const ready = Promise.all([listening, said])
    const first = await Promise.race([ready, once(child, 'exit').then(() => undefined)])
    if (!first) throw new Error(`The server did not start:\n${errors}`)
    const [port] = first
    return new FuzzServer(child, port, join(labRoot, name), () => errors)
  }

  /** Address of the server. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  /**
   * @throws Violation when the process has ended or hangs
   */
  async ask<Q extends Question>(question: Q): Promise<Answers[Q]> {
    const id = ++this.#question
    const over = new AbortController()
    const answer = new Promise<Answers[Q]>((resolve) => this.#waiting.set(id, resolve))
    const ended = once(this.#child, 'exit', { signal: over.signal }).then(() => 'ended' as const)
    const late = setTimeout(HANG, 'hangs' as const, { signal: over.signal })
    // The losers of the race are called off
    ended.catch(() => {})
    late.catch(() => {})
    try {
      this.assertAlive()
      this.#child.send({ id, question })
      const first = await Promise.race([answer.then((value) => ({ value })), ended, late])
      if (first === 'ended') this.assertAlive()
      if (typeof first === 'string') throw new Violation(`The server ${first}`)
      return first.value
    } finally {
      over.abort()
    }
  }

  /**
   * @throws Violation
   */
  assertAlive(): void {
    if (!this.isAlive) throw new Violation(`The process has ended:\n${this.#errors()}`)
  }

  async stop(): Promise<void> {
    if (this.isAlive) {
      const ended = once(this.#child, 'exit')
      this.#child.kill('SIGKILL')
      await ended
    }
    await rm(this.files, { recursive: true, force: true })
  }
}
