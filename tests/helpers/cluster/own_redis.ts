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

/** How a server is another one than most. */
export interface OwnRedisOptions {
  /** What it asks for. */
  password?: string
  /** More of its command line. */
  settings?: string[]
}

/**
 * A redis server that a test may restart, which keeps what it has acknowledged.
 */
export class OwnRedis {
  readonly port: number
  #folder: string
  #options: OwnRedisOptions
  #server: ChildProcess | undefined

  private constructor(port: number, folder: string, options: OwnRedisOptions) {
    this.port = port
    this.#folder = folder
    this.#options = options
  }

  static async create(options: OwnRedisOptions = {}): Promise<OwnRedis> {
    const redis = await OwnRedis.prepare(options)
    await redis.start()
    return redis
  }

  /** One that is not started yet. */
  static async prepare(options: OwnRedisOptions = {}): Promise<OwnRedis> {
    const folder = await mkdtemp(join(tmpdir(), 'reflex-redis-'))
    return new OwnRedis(await getPort(), folder, options)
  }

  async start(): Promise<void> {
    const { password, settings = [] } = this.#options
    this.#server = spawn(
      'redis-server',
      [
        ...['--port', String(this.port), '--dir', this.#folder, '--save', ''],
        ...['--appendonly', 'yes', '--appendfsync', 'always', '--loglevel', 'warning'],
        ...(password === undefined ? [] : ['--requirepass', password]),
        ...settings,
      ],
      { stdio: 'ignore' }
    )
    await this.ask(async (redis) => {
      while ((await redis.ping().catch(() => '')) !== 'PONG') await setTimeout(20)
    })
  }

  /** Asks it as an operator does. */
  async ask<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
    const redis = new Redis(this.port, {
      password: this.#options.password,
      maxRetriesPerRequest: null,
      retryStrategy: () => 20,
    })
    redis.on('error', () => {})
    try {
      return await work(redis)
    } finally {
      redis.disconnect()
    }
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
