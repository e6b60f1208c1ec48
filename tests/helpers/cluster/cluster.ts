/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root, TYPESCRIPT } from '../../../bin/support/processes.ts'

const PROGRAM = join(root, 'tests', 'helpers', 'cluster', 'lab_process.ts')
const COMMAND = join(root, 'tests', 'helpers', 'cluster', 'lab_command.ts')

/** One process of the lab. */
export interface Member {
  port: number
  process: ChildProcess
  /** Exit code and signal, once it has ended. */
  ended: Promise<[number | null, string | null]>
}

/**
 * Several processes of the lab that share one redis, as several workers behind a load balancer.
 */
export class Cluster {
  /** Those that get requests. */
  readonly members: Member[] = []
  #started = new Set<Member>()
  /** What begins the keys of its processes in redis. */
  readonly prefix = `lab-${randomUUID()}:`
  #env: Record<string, string>

  /**
   * @param env - environment of the processes
   */
  constructor(env: Record<string, string> = {}) {
    this.#env = {
      REFLEX_STORE: 'redis',
      REFLEX_VIEW: 'bare',
      REDIS_PREFIX: this.prefix,
      QUEUE_LENGTH: '500',
      ...env,
    }
  }

  /**
   * Starts another process.
   *
   * @param env - what it has for itself
   */
  async start(env: Record<string, string> = {}): Promise<Member> {
    const child = spawn(process.execPath, [TYPESCRIPT, PROGRAM], {
      cwd: root,
      env: { ...process.env, ...this.#env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    const ended = once(child, 'exit') as Promise<[number | null, string | null]>
    const port = await new Promise<number>((resolve, reject) => {
      createInterface(child.stdout).on('line', (line) => {
        const found = /^port (\d+)$/.exec(line)
        if (found) resolve(Number(found[1]))
      })
      void ended.then(() => reject(new Error(`A process of the lab has ended:\n${errors}`)))
    })
    const member = { port, process: child, ended }
    this.members.push(member)
    this.#started.add(member)
    return member
  }

  /**
   * Runs a command beside the processes.
   *
   * @returns what it has printed, and its exit code
   */
  async command(...words: string[]): Promise<{ output: string; code: number | null }> {
    const child = spawn(process.execPath, [TYPESCRIPT, COMMAND, ...words], {
      cwd: root,
      env: { ...process.env, ...this.#env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    }
    const [code] = (await once(child, 'close')) as [number | null]
    return { output, code }
  }

  /** Ends a process. New sockets go to the others at once. */
  async stop(
    member: Member,
    signal: 'SIGKILL' | 'SIGTERM'
  ): Promise<[number | null, string | null]> {
    this.members.splice(this.members.indexOf(member), 1)
    member.process.kill(signal)
    return member.ended
  }

  /** A port, as a load balancer would choose it; one where nobody listens without a process. */
  anyPort(): number {
    return this.members[Math.floor(Math.random() * this.members.length)]?.port ?? 1
  }

  /** Ends all processes, those included that get no requests any more. */
  async close(): Promise<void> {
    this.members.length = 0
    for (const member of this.#started) member.process.kill('SIGKILL')
    await Promise.all([...this.#started].map(({ ended }) => ended))
  }
}
