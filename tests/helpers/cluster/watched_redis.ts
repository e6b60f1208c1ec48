/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import getPort from 'get-port'
import { Redis } from 'ioredis'
import { OwnRedis } from './own_redis.ts'

/** How the sentinel calls the servers. */
export const WATCHED = 'watched'

/**
 * A redis server with a replica, and a sentinel that has the replica take its place when it dies.
 */
export class WatchedRedis {
  /** Port of the sentinel. */
  readonly port: number
  #first: OwnRedis
  #second: OwnRedis
  #folder: string
  #sentinel: ChildProcess

  private constructor(
    port: number,
    [first, second]: [OwnRedis, OwnRedis],
    folder: string,
    sentinel: ChildProcess
  ) {
    this.port = port
    this.#first = first
    this.#second = second
    this.#folder = folder
    this.#sentinel = sentinel
  }

  static async create(): Promise<WatchedRedis> {
    const first = await OwnRedis.create()
    const second = await OwnRedis.create({
      settings: ['--replicaof', `127.0.0.1 ${first.port}`, '--repl-diskless-sync-delay', '0'],
    })
    const port = await getPort()
    const folder = await mkdtemp(join(tmpdir(), 'reflex-sentinel-'))
    const config = join(folder, 'sentinel.conf')
    await writeFile(
      config,
      [
        `port ${port}`,
        `dir ${folder}`,
        `sentinel monitor ${WATCHED} 127.0.0.1 ${first.port} 1`,
        `sentinel down-after-milliseconds ${WATCHED} 1000`,
        `sentinel failover-timeout ${WATCHED} 5000`,
      ].join('\n')
    )
    const sentinel = spawn('redis-server', [config, '--sentinel'], { stdio: 'ignore' })
    const watched = new WatchedRedis(port, [first, second], folder, sentinel)
    await watched.#knowsReplica()
    return watched
  }

  /** The replica has all that the server has acknowledged so far. */
  async replicated(): Promise<void> {
    await this.#first.ask(async (redis) => {
      for (;;) {
        const info = await redis.info('replication')
        const [, made] = /^master_repl_offset:(\d+)/m.exec(info)!
        const [, passedOn] = /^slave0:.*offset=(\d+)/m.exec(info) ?? []
        if (Number(passedOn) >= Number(made)) return
        await setTimeout(10)
      }
    })
  }

  /** The server dies, and does not come back. */
  kill(): Promise<void> {
    return this.#first.kill()
  }

  async remove(): Promise<void> {
    const ended = once(this.#sentinel, 'exit')
    this.#sentinel.kill('SIGKILL')
    await ended
    await Promise.all([this.#first.remove(), this.#second.remove()])
    await rm(this.#folder, { recursive: true, force: true })
  }

  /** Waits until the sentinel could have the replica take over. */
  async #knowsReplica(): Promise<void> {
    const sentinel = new Redis(this.port, { maxRetriesPerRequest: null, retryStrategy: () => 20 })
    sentinel.on('error', () => {})
    const flags = async () => {
      const replicas = (await sentinel.call('SENTINEL', 'REPLICAS', WATCHED)) as string[][]
      return replicas.map((fields) => fields.join(' ')).join(' ')
    }
    while (!(await flags()).includes('master-link-status ok')) await setTimeout(50)
    sentinel.disconnect()
  }
}
