/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * A record is a hash: `o` is its owner, `f` the fence of its lease, `d` its data. Scripts make each
 * step of a lease one step for all processes, and an event one round trip.
 */

/** KEYS: record. ARGV: owner. Returns fence and data, or nothing. */
export const CLAIM = `
if redis.call('EXISTS', KEYS[1]) == 0 then return nil end
local fence = redis.call('HINCRBY', KEYS[1], 'f', 1)
redis.call('HSET', KEYS[1], 'o', ARGV[1])
return { fence, redis.call('HGET', KEYS[1], 'd') }`

/**
 * KEYS: record. ARGV: owner, fence to take over, data and fence of a new record, milliseconds.
 * Returns 1, fence and data; or 0, fence and owner of who has it.
 */
export const ACQUIRE = `
local found = redis.call('HMGET', KEYS[1], 'f', 'o')
if not found[1] then
  redis.call('HSET', KEYS[1], 'o', ARGV[1], 'f', ARGV[4], 'd', ARGV[3])
  redis.call('PEXPIRE', KEYS[1], ARGV[5])
  return { 1, ARGV[4], ARGV[3] }
end
if found[2] ~= '' and found[2] ~= ARGV[1] and found[1] ~= ARGV[2] then
  return { 0, found[1], found[2] }
end
local fence = redis.call('HINCRBY', KEYS[1], 'f', 1)
redis.call('HSET', KEYS[1], 'o', ARGV[1])
return { 1, fence, redis.call('HGET', KEYS[1], 'd') }`

/** KEYS: record. ARGV: owner, fence, data, milliseconds. Returns 1, or 0 for a void lease. */
export const WRITE = `
local fence = redis.call('HGET', KEYS[1], 'f')
if fence and fence ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], 'o', ARGV[1], 'f', ARGV[2], 'd', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1`

/** KEYS: records. ARGV: as for `WRITE`, for each of them. Returns 1, or 0 for a void lease. */
export const WRITE_ALL = `
for index, key in ipairs(KEYS) do
  local fence = redis.call('HGET', key, 'f')
  if fence and fence ~= ARGV[index * 4 - 2] then return 0 end
end
for index, key in ipairs(KEYS) do
  local at = index * 4
  redis.call('HSET', key, 'o', ARGV[at - 3], 'f', ARGV[at - 2], 'd', ARGV[at - 1])
  redis.call('PEXPIRE', key, ARGV[at])
end
return 1`

/** KEYS: record. ARGV: fence. */
export const RELEASE = `
if redis.call('HGET', KEYS[1], 'f') == ARGV[1] then redis.call('HSET', KEYS[1], 'o', '') end
return 1`
