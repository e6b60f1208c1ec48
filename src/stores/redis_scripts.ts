/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * A tab is a hash: `o` is its owner, `f` the fence of its lease, `d` its data. Scripts make each
 * step of a lease one step for all processes, and an event one round trip.
 */

/** KEYS: tab. ARGV: owner. Returns fence and data, or nothing. */
export const CLAIM = `
if redis.call('EXISTS', KEYS[1]) == 0 then return nil end
local fence = redis.call('HINCRBY', KEYS[1], 'f', 1)
redis.call('HSET', KEYS[1], 'o', ARGV[1])
return { fence, redis.call('HGET', KEYS[1], 'd') }`

/** KEYS: tab. ARGV: owner, fence, data, milliseconds. Returns 1, or 0 for a void lease. */
export const WRITE = `
local fence = redis.call('HGET', KEYS[1], 'f')
if fence and fence ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], 'o', ARGV[1], 'f', ARGV[2], 'd', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1`

/** KEYS: tab. ARGV: fence. */
export const RELEASE = `
if redis.call('HGET', KEYS[1], 'f') == ARGV[1] then redis.call('HSET', KEYS[1], 'o', '') end
return 1`
