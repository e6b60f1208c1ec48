/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Redis } from 'ioredis'

/** What a server says of itself. */
export interface RedisTraits {
  /** It is a node of a cluster. */
  isCluster: boolean
  /** How it makes room; undefined where it keeps all that it has taken. */
  evicts: string | undefined
}

/**
 * Asks a server for what the store needs to know.
 *
 * @returns undefined when the user of redis may not ask
 */
export async function inspectRedis(redis: Redis): Promise<RedisTraits | undefined> {
  const text = await redis.info().catch((error: Error) => {
    if (/^NOPERM/.test(error.message)) return undefined
    throw error
  })
  if (text === undefined) return undefined
  const value = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(text)?.[1]
  const policy = value('maxmemory_policy') ?? 'noeviction'
  const evicts = policy !== 'noeviction' && Number(value('maxmemory') ?? 0) > 0
  return {
    isCluster: value('redis_mode') === 'cluster' || value('cluster_enabled') === '1',
    evicts: evicts ? policy : undefined,
  }
}
