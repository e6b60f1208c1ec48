/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { RECORDING_VARIABLE } from '../features/devtools/main.ts'
import { E_RECORDING_SERVER } from './exceptions.ts'
import { freePort } from './free_port.ts'

/** Milliseconds between two looks whether the server answers. */
const LOOK = 100

/** Milliseconds that the server has to end. */
const GOODBYE = 5_000

/** The port that Adonis has by default. */
const PORT = 3333

export interface ServerOptions {
  /** Absolute path of the application. */
  root: string
  /** The environment in which somebody would start it. */
  environment: NodeJS.ProcessEnv
  host: string
  /** The port that it has where that is free. */
  port?: number
  /** Absolute path of the file for the journal. */
  journal: string
}

/**
 * The development server of the application, whose tabs are recorded.
 */
export class RecordedServer {
  readonly url: string
  #child: ChildProcess
  #ended: Promise<string>

  private constructor(url: string, child: ChildProcess) {
    this.url = url
    this.#child = child
    this.#ended = once(child, 'close').then(([code, signal]) => `it ended with ${code ?? signal}`)
  }

  /**
   * Starts `node ace serve`, whose output is that of this process.
   *
   * @throws E_RECORDING_SERVER
   */
  static async start(options: ServerOptions): Promise<RecordedServer> {
    const { root, environment, host, journal, port: first = PORT } = options
    const port = await freePort(host, first)
    if (port === undefined) throw new E_RECORDING_SERVER([`no port from ${first} on is free`])
    const child = spawn(process.execPath, ['ace.js', 'serve', '--no-clear'], {
      cwd: root,
      env: {
        ...environment,
        NODE_ENV: 'development',
        HOST: host,
        PORT: String(port),
        [RECORDING_VARIABLE]: journal,
      },
      stdio: ['ignore', 'inherit', 'inherit'],
      // Ctrl+C is for this process, which ends the server with its own child
      detached: process.platform !== 'win32',
    })
    const server = new RecordedServer(`http://${host}:${port}`, child)
    await server.#answers(host, port)
    return server
  }

  /** Rejects when the server ends by itself. */
  async failed(): Promise<never> {
    throw new E_RECORDING_SERVER([await this.#ended])
  }

  async stop(): Promise<void> {
    if (!this.#signal('SIGTERM')) return
    const late = new AbortController()
    const timer = setTimeout(GOODBYE, 'late', { signal: late.signal }).catch(() => 'ended')
    if ((await Promise.race([this.#ended, timer])) === 'late') this.#signal('SIGKILL')
    late.abort()
    await this.#ended
  }

  async #answers(host: string, port: number): Promise<void> {
    const isEnded = this.#ended.then((reason) => ({ reason }))
    for (;;) {
      if (await isOpen(host, port)) return
      const ended = await Promise.race([isEnded, setTimeout(LOOK, undefined)])
      if (ended) throw new E_RECORDING_SERVER([ended.reason])
    }
  }

  /** @returns whether there is anybody to get it */
  #signal(signal: NodeJS.Signals): boolean {
    const { pid, exitCode, signalCode } = this.#child
    if (pid === undefined || exitCode !== null || signalCode !== null) return false
    try {
      return process.kill(process.platform === 'win32' ? pid : -pid, signal)
    } catch {
      return false
    }
  }
}

/** Whether somebody listens. A request for a page would be recorded. */
async function isOpen(host: string, port: number): Promise<boolean> {
  const socket = connect(port, host)
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
