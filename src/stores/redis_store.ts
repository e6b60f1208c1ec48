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
import { KnownRecords } from './known_records.ts'
import { ACQUIRE, CLAIM, PART, RELEASE, WRITE } from './redis_scripts.ts'

/** The scripts as ioredis makes them methods; the suffix gives bytes instead of text. */
interface Scripts {
  reflexClaimBuffer(key: string, owner: string): Promise<[number, Buffer[]] | null>
  reflexAcquireBuffer(
    key: string,
    owner: string,
    over: number,
    initial: Buffer,
    fence: number,
    keepFor: number
  ): Promise<[number, Buffer, Buffer[] | Buffer]>
  reflexWrite(count: number, ...keysAndValues: (string | number | Buffer)[]): Promise<number>
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
  #isWatched = false
  /** Why the server is none that the store can use. */
  #refusal: Error | undefined
  /** What the server has, as far as a change of it goes without the rest. A write that outlives its connection says nothing. */
  #known = new KnownRecords()
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
    redis.defineCommand('reflexWrite', { lua: WRITE })
    redis.defineCommand('reflexRelease', { numberOfKeys: 1, lua: RELEASE })
    redis.on('ready', () => (this.#known = new KnownRecords()))
    this.#redis = redis as Redis & Scripts
    this.#prefix = prefix
    this.#logger = logger
  }

  async start(): Promise<void> {
    // Another server may answer later at the same address
    if (!this.#isWatched) this.#redis.on('ready', () => void this.#inspect().catch(() => {}))
    this.#isWatched = true
    try {
      await this.#inspect()
      await this.check()
    } catch (error) {
      throw refusalOf((error as Error).cause as Error | undefined) ?? error
    }
  }

  async claim(id: string, owner: string): Promise<ClaimedRecord | undefined> {
    const known = this.#known
    const claimed = await this.#attempt(() =>
      this.#redis.reflexClaimBuffer(this.#prefix + id, owner)
    )
    if (!claimed) return undefined
    const fence = Number(claimed[0])
    known.add(id, { fence })
    return { fence, ...contentsOf(claimed[1]) }
  }

  async acquire({ id, owner, over, initial, keepFor }: RecordRequest): Promise<AcquiredRecord> {
    const known = this.#known
    const [, fence, rest] = await this.#attempt(() =>
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
    if (!Array.isArray(rest)) return { holder: { owner: rest.toString(), fence: number } }
    known.add(id, { fence: number })
    return { claimed: { fence: number, ...contentsOf(rest) } }
  }

  async read(id: string): Promise<ClaimedRecord | undefined> {
    const fields = await this.#attempt(() => this.#redis.hgetallBuffer(this.#prefix + id))
    const { f: fence, d: data } = fields
    return fence && data
      ? { fence: Number(fence), ...contentsOf(Object.entries(fields).flat()) }
      : undefined
  }

  async holder(id: string): Promise<Lease | undefined> {
    const [owner, fence] = await this.#attempt(() => this.#redis.hmget(this.#prefix + id, 'o', 'f'))
    return fence === null ? undefined : { owner: owner ?? '', fence: Number(fence) }
  }

  write(record: RecordWrite): Promise<boolean> {
    return this.writeAll([record])
  }

  async writeAll(records: readonly RecordWrite[]): Promise<boolean> {
    const known = this.#known
    let done = await this.#write(records, false)
    // What was there has expired meanwhile
    if (done === -1) done = await this.#write(records, true)
    if (done !== 1) return false
    for (const { id, lease } of records) known.add(id, lease)
    return true
  }

  async release(leases: ReadonlyMap<string, Lease>): Promise<void> {
    for (const id of leases.keys()) this.#known.delete(id)
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
    this.#known.delete(id)
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

  /** @param isAnew - whether records are written whole that are known to be there */
  #write(records: readonly RecordWrite[], isAnew: boolean): Promise<number> {
    const keys = records.map(({ id }) => this.#prefix + id)
    const isNew = ({ id, lease }: RecordWrite) => isAnew || !this.#known.has(id, lease)
    const values = records.flatMap((record) => argumentsOf(record, isNew(record)))
    return this.#attempt(() => this.#redis.reflexWrite(keys.length, ...keys, ...values))
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

/** A record as the script reads it. */
function argumentsOf(
  { lease, data, keepFor, parts }: RecordWrite,
  isAnew: boolean
): (string | number | Buffer)[] {
  const isWhole = isAnew || !parts
  const set: (string | Buffer)[] = []
  const gone: string[] = []
  for (const [name, bytes] of isWhole ? (parts?.all() ?? []) : parts.changed) {
    if (bytes === undefined) gone.push(PART + name)
    else set.push(PART + name, bufferOf(bytes))
  }
  const { owner, fence } = lease
  const head = ['o', owner, 'f', fence, 'd', bufferOf(data)]
  const counts = [isWhole ? 1 : 0, head.length + set.length, gone.length]
  return [Math.ceil(keepFor), ...counts, ...head, ...set, ...gone]
}

/** @param fields - names and values in turn */
function contentsOf(fields: readonly (Buffer | string)[]): Omit<ClaimedRecord, 'fence'> {
  let data: Uint8Array = Buffer.alloc(0)
  const parts = new Map<string, Uint8Array>()
  for (let at = 0; at < fields.length; at += 2) {
    const name = fields[at].toString()
    if (name === 'd') data = fields[at + 1] as Buffer
    else if (name.startsWith(PART)) parts.set(name.slice(PART.length), fields[at + 1] as Buffer)
  }
  return { data, parts }
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}
