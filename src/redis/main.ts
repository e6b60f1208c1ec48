/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to the connections that the store and the bus have to redis.
 */

export { connectRedis } from './connect_redis.ts'
export type { RedisTarget } from './connect_redis.ts'
export { ConnectionLog } from './connection_log.ts'
export { clusterRefusal, refusalOf } from './refusals.ts'
export * as redisErrors from './exceptions.ts'
export { inspectRedis } from './inspect_redis.ts'
export type { RedisTraits } from './inspect_redis.ts'
export { withoutArguments } from './without_arguments.ts'
export type { E_STORE_REFUSED } from './exceptions.ts'
