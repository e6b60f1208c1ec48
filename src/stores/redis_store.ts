/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomInt } from 'node:crypto'
import type { Logger } from '@adonisjs/core/logger'
import type { Redis } from 'ioredis'
import type { E_STORE_REFUSED } from '../redis/main.ts'
import { clusterRefusal, inspectRedis, refusalOf, withoutArguments } from '../redis/main.ts'
import type {
  AcquiredRecord,
  ClaimedRecord,
  Lease,
  RecordRequest,
  RecordWrite,
  StateStore,
} from './contract.ts'
import { E_STORE_UNAVAILABLE } from './exceptions.ts'
import { ACQUIRE, CLAIM, RELEASE, WRITE, WRITE_ALL } from './redis_scripts.ts'

/** The scripts as ioredis makes them methods; the suffix gives bytes instead of text. */
interface Scripts {
  reflexClaimBuffer(key: string, owner: string): Promise<[number, Buffer] | null>
  reflexAcquireBuffer(
    key: string,
    owner: string,
    over: number,
    initial: Buffer,
    fence: number,
    keepFor: number
  ): Promise<[number, Buffer, Buffer]>
  reflexWriteAll(count: number, ...keysAndValues: (string | number | Buffer)[]): Promise<number>
  reflexWrite(
    key: string,
    owner: string,
    fence: number,
    data: Buffer,
    keepFor: number
  ): Promise<number>
  reflexRelease(key: string, fence: number): Promise<number>
}

/**
 * New records begin anywhere: a record that expired while a process had it may be made again, and
 * must not get the same fence.
 */
const FENCES = 2 ** 40

/** Milliseconds that the record of a check is kept. */
const CHECK_KEPT = 10_000

/**
 * Keeps records in redis, for any number of processes.
 */
export class RedisStore implements StateStore {
  readonly lasting = true
  readonly shared = true
  #redis: Redis & Scripts
  #prefix: string
  #logger: Pick<Logger, 'warn' | 'error'> | undefined
  /** Why the server is none that the store can use. */
  #refusal: Error | undefined
  /** The policy by which the server makes room, once that was said. */
  #evicts: string | undefined

  /**
   * @param redis - a connection of its own, which the store closes
   * @param prefix - put before the ids of records
   * @param logger - told what is wrong with the server's settings
   */
  constructor(redis: Redis, prefix: string, logger?: Pick<Logger, 'warn' | 'error'>) {
    redis.defineCommand('reflexClaim', { numberOfKeys: 1, lua: CLAIM })
    redis.defineCommand('reflexAcquire', { numberOfKeys: 1, lua: ACQUIRE })
    redis.defineCommand('reflexWriteAll', { lua: WRITE_ALL })
    redis.defineCommand('reflexWrite', { numberOfKeys: 1, lua: WRITE })
    redis.defineCommand('reflexRelease', { numberOfKeys: 1, lua: RELEASE })
    this.#redis = redis as Redis & Scripts
    this.#prefix = prefix
    this.#logger = logger
  }

  async start(): Promise<void> {
    // Another server may answer later at the same address
    this.#redis.on('ready', () => void this.#inspect().catch(() => {}))
    try {
      await this.#inspect()
      await this.check()
    } catch (error) {
      throw refusalOf((error as Error).cause as Error | undefined) ?? error
    }
  }

  async claim(id: string, owner: string): Promise<ClaimedRecord | undefined> {
    const claimed = await this.#attempt(() =>
      this.#redis.reflexClaimBuffer(this.#prefix + id, owner)
    )
    return claimed ? { fence: Number(claimed[0]), data: claimed[1] } : undefined
  }

  async acquire({ id, owner, over, initial, keepFor }: RecordRequest): Promise<AcquiredRecord> {
    const [claimed, fence, rest] = await this.#attempt(() =>
      this.#redis.reflexAcquireBuffer(
        this.#prefix + id,
        owner,
        over ?? -1,
        bufferOf(initial),
        randomInt(1, FENCES),
        Math.ceil(keepFor)
      )
    )
    const number = Number(fence)
    if (claimed) return { claimed: { fence: number, data: rest } }
    return { holder: { owner: rest.toString(), fence: number } }
  }

  async read(id: string): Promise<ClaimedRecord | undefined> {
    const [fence, data] = await this.#attempt(() =>
      this.#redis.hmgetBuffer(this.#prefix + id, 'f', 'd')
    )
    return fence && data ? { fence: Number(fence), data } : undefined
  }

  async holder(id: string): Promise<Lease | undefined> {
    const [owner, fence] = await this.#attempt(() => this.#redis.hmget(this.#prefix + id, 'o', 'f'))
    return fence === null ? undefined : { owner: owner ?? '', fence: Number(fence) }
  }

  async write(id: string, lease: Lease, data: Uint8Array, keepFor: number): Promise<boolean> {
    const done = await this.#attempt(() =>
      this.#redis.reflexWrite(
        this.#prefix + id,
        lease.owner,
        lease.fence,
        bufferOf(data),
        Math.ceil(keepFor)
      )
    )
    return done === 1
  }

  async writeAll(records: readonly RecordWrite[]): Promise<boolean> {
    const keys = records.map(({ id }) => this.#prefix + id)
    const values = records.flatMap(({ lease, data, keepFor }) => {
      return [lease.owner, lease.fence, bufferOf(data), Math.ceil(keepFor)]
    })
    const done = await this.#attempt(() =>
      this.#redis.reflexWriteAll(keys.length, ...keys, ...values)
    )
    return done === 1
  }

  async release(leases: ReadonlyMap<string, Lease>): Promise<void> {
    await this.#attempt(() =>
      Promise.all(
        [...leases].map(([id, { fence }]) => this.#redis.reflexRelease(this.#prefix + id, fence))
      )
    )
  }

  async touch(ids: readonly string[], keepFor: number): Promise<void> {
    await this.#attempt(() =>
      Promise.all(ids.map((id) => this.#redis.pexpire(this.#prefix + id, Math.ceil(keepFor))))
    )
  }

  async remove(id: string): Promise<void> {
    await this.#attempt(() => this.#redis.del(this.#prefix + id))
  }

  async once(id: string, keepFor: number): Promise<boolean> {
    const key = `${this.#prefix}once-${id}`
    const done = await this.#attempt(() => this.#redis.set(key, 1, 'PX', Math.ceil(keepFor), 'NX'))
    return done === 'OK'
  }

  async check(): Promise<void> {
    // A server that is full, or a replica, answers as ever and takes nothing
    await this.#attempt(() => this.#redis.set(`${this.#prefix}check`, 1, 'PX', CHECK_KEPT))
  }

  async close(): Promise<void> {
    // A server that is gone would never answer a polite goodbye
    if (this.#redis.status === 'ready') await this.#redis.quit().catch(() => {})
    this.#redis.disconnect()
  }

  /** Learns whether the store can use this server. */
  async #inspect(): Promise<void> {
    this.#refusal = undefined
    const traits = await this.#attempt(() => inspectRedis(this.#redis))
    if (traits?.isCluster) this.#refuse(clusterRefusal())
    const evicts = traits?.evicts
    if (evicts !== undefined && evicts !== this.#evicts) {
      const help = 'Set maxmemory-policy of redis to noeviction'
      const text =
        'redis removes records when its memory is full (%s): tabs and rooms begin anew then'
      this.#logger?.warn({ code: 'E_STORE_EVICTS', help }, text, evicts)
    }
    this.#evicts = evicts
  }

  #refuse(refusal: InstanceType<typeof E_STORE_REFUSED>): void {
    this.#refusal = refusal
    const { code, help, message } = refusal
    this.#logger?.error({ code, help }, message)
  }

  async #attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      if (this.#refusal) throw this.#refusal
      return await work()
    } catch (error) {
      throw new E_STORE_UNAVAILABLE(['redis'], { cause: withoutArguments(error) })
    }
  }
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}
