/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Redis } from 'ioredis'
import type { ClaimedTab, Lease, StateStore } from './contract.ts'
import { E_STORE_UNAVAILABLE } from './exceptions.ts'
import { CLAIM, RELEASE, WRITE } from './redis_scripts.ts'

/** The scripts as ioredis makes them methods; the suffix gives bytes instead of text. */
interface Scripts {
  reflexClaimBuffer(key: string, owner: string): Promise<[number, Buffer] | null>
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
 * Keeps tabs in redis, for any number of processes.
 */
export class RedisStore implements StateStore {
  readonly lasting = true
  readonly shared = true
  #redis: Redis & Scripts
  #prefix: string

  /**
   * @param redis - a connection of its own, which the store closes
   * @param prefix - put before the ids of tabs
   */
  constructor(redis: Redis, prefix: string) {
    redis.defineCommand('reflexClaim', { numberOfKeys: 1, lua: CLAIM })
    redis.defineCommand('reflexWrite', { numberOfKeys: 1, lua: WRITE })
    redis.defineCommand('reflexRelease', { numberOfKeys: 1, lua: RELEASE })
    this.#redis = redis as Redis & Scripts
    this.#prefix = prefix
  }

  async claim(id: string, owner: string): Promise<ClaimedTab | undefined> {
    const claimed = await this.#attempt(() =>
      this.#redis.reflexClaimBuffer(this.#prefix + id, owner)
    )
    return claimed ? { fence: Number(claimed[0]), data: claimed[1] } : undefined
  }

  async holder(id: string): Promise<Lease | undefined> {
    const [owner, fence] = await this.#attempt(() => this.#redis.hmget(this.#prefix + id, 'o', 'f'))
    return fence === null ? undefined : { owner: owner ?? '', fence: Number(fence) }
  }

  async write(id: string, lease: Lease, data: Uint8Array, keepFor: number): Promise<boolean> {
    const { buffer, byteOffset, byteLength } = data
    const bytes = Buffer.from(buffer, byteOffset, byteLength)
    const done = await this.#attempt(() =>
      this.#redis.reflexWrite(
        this.#prefix + id,
        lease.owner,
        lease.fence,
        bytes,
        Math.ceil(keepFor)
      )
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

  async check(): Promise<void> {
    await this.#attempt(() => this.#redis.ping())
  }

  async close(): Promise<void> {
    // A server that is gone would never answer a polite goodbye
    if (this.#redis.status === 'ready') await this.#redis.quit().catch(() => {})
    this.#redis.disconnect()
  }

  async #attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw new E_STORE_UNAVAILABLE(['redis'], { cause: error })
    }
  }
}
