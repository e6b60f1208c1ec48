/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * A record is a hash: `o` is its owner, `f` the fence of its lease, `d` its data, and what begins with `p:`
 * are its parts. Scripts make each step of a lease one step for all processes, and an event one round trip.
 */

/** What the names of parts begin with. */
export const PART = 'p:'

/** KEYS: record. ARGV: owner. Returns fence, and all fields with their names, or nothing. */
export const CLAIM = `
if redis.call('EXISTS', KEYS[1]) == 0 then return nil end
local fence = redis.call('HINCRBY', KEYS[1], 'f', 1)
redis.call('HSET', KEYS[1], 'o', ARGV[1])
return { fence, redis.call('HGETALL', KEYS[1]) }`

/**
 * KEYS: record. ARGV: owner, fence to take over, data and fence of a new record, milliseconds.
 * Returns 1, fence and all fields with their names; or 0, fence and owner of who has it.
 */
export const ACQUIRE = `
local found = redis.call('HMGET', KEYS[1], 'f', 'o')
if not found[1] then
  redis.call('HSET', KEYS[1], 'o', ARGV[1], 'f', ARGV[4], 'd', ARGV[3])
  redis.call('PEXPIRE', KEYS[1], ARGV[5])
  return { 1, ARGV[4], { 'd', ARGV[3] } }
end
if found[2] ~= '' and found[2] ~= ARGV[1] and found[1] ~= ARGV[2] then
  return { 0, found[1], found[2] }
end
local fence = redis.call('HINCRBY', KEYS[1], 'f', 1)
redis.call('HSET', KEYS[1], 'o', ARGV[1])
return { 1, fence, redis.call('HGETALL', KEYS[1]) }`

/**
 * KEYS: records. ARGV, for each of them: owner, fence, data, milliseconds, 1 to write it anew or 0 to change what is
 * there, the number of parts to set and of those to remove; then names and values of the former, and names of the latter.
 * Returns 1; 0 for a void lease; -1 when a record that was to be changed is not there. Nothing is written in the last two.
 * A server that is full refuses the first command that adds something, and then no later one: so that comes first of all.
 */
export const WRITE = `
local at = 1
local missing = false
for _, key in ipairs(KEYS) do
  local fence = redis.call('HGET', key, 'f')
  if fence and fence ~= ARGV[at + 1] then return 0 end
  if not fence and ARGV[at + 4] == '0' then missing = true end
  at = at + 7 + 2 * ARGV[at + 5] + ARGV[at + 6]
end
if missing then return -1 end
at = 1
for _, key in ipairs(KEYS) do
  redis.call('HSET', key, 'o', ARGV[at], 'f', ARGV[at + 1], 'd', ARGV[at + 2])
  if ARGV[at + 4] == '1' then
    local fields = redis.call('HGETALL', key)
    for index = 1, #fields, 2 do
      if string.sub(fields[index], 1, 2) == 'p:' then redis.call('HDEL', key, fields[index]) end
    end
  end
  local lifetime, set, gone = ARGV[at + 3], tonumber(ARGV[at + 5]), tonumber(ARGV[at + 6])
  at = at + 7
  for part = 1, set do
    redis.call('HSET', key, ARGV[at], ARGV[at + 1])
    at = at + 2
  end
  for part = 1, gone do
    redis.call('HDEL', key, ARGV[at])
    at = at + 1
  end
  redis.call('PEXPIRE', key, lifetime)
end
return 1`

/** KEYS: record. ARGV: fence. */
export const RELEASE = `
if redis.call('HGET', KEYS[1], 'f') == ARGV[1] then redis.call('HSET', KEYS[1], 'o', '') end
return 1`
