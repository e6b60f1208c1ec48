/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import getPort from 'get-port'
import { Redis } from 'ioredis'

/**
 * A redis server that a test may restart, which keeps what it has acknowledged.
 */
export class OwnRedis {
  readonly port: number
  #folder: string
  #server: ChildProcess | undefined

  private constructor(port: number, folder: string) {
    this.port = port
    this.#folder = folder
  }

  static async create(): Promise<OwnRedis> {
    const folder = await mkdtemp(join(tmpdir(), 'reflex-redis-'))
    const redis = new OwnRedis(await getPort(), folder)
    await redis.start()
    return redis
  }

  async start(): Promise<void> {
    this.#server = spawn(
      'redis-server',
      ['--port', String(this.port), '--dir', this.#folder, '--save', ''].concat([
        '--appendonly',
        'yes',
        '--appendfsync',
        'always',
        '--loglevel',
        'warning',
      ]),
      { stdio: 'ignore' }
    )
    const redis = new Redis(this.port, { maxRetriesPerRequest: null, retryStrategy: () => 20 })
    redis.on('error', () => {})
    while ((await redis.ping().catch(() => '')) !== 'PONG') await setTimeout(20)
    redis.disconnect()
  }

  /** It answers nothing any more, and its connections stay. */
  pause(): void {
    this.#server?.kill('SIGSTOP')
  }

  resume(): void {
    this.#server?.kill('SIGCONT')
  }

  async kill(): Promise<void> {
    if (!this.#server) return
    const ended = once(this.#server, 'exit')
    this.#server.kill('SIGKILL')
    this.#server = undefined
    await ended
  }

  async remove(): Promise<void> {
    await this.kill()
    await rm(this.#folder, { recursive: true, force: true })
  }
}
