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

/** Values that a script passes to one command: Lua has room for 8,000 at most. */
const TOGETHER = 4_000

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
 * KEYS: records. ARGV, for each of them: milliseconds, 1 to write it anew or 0 to change what is there, how many values
 * set fields and how many name those to remove; then names and values of the former in turn, of which owner and fence are
 * the first, and the latter. Returns 1; 0 for a void lease; -1 when a record that was to be changed is not there. Nothing
 * is written in the last two. A server that is full refuses the first command that adds something, and then no later one:
 * so that comes first of all. Each command of a script costs about a microsecond, so all fields are set by one, as long as
 * Lua can pass them at once.
 */
export const WRITE = `
local at = 1
local missing = false
for _, key in ipairs(KEYS) do
  local fence = redis.call('HGET', key, 'f')
  if fence and fence ~= ARGV[at + 7] then return 0 end
  if not fence and ARGV[at + 1] == '0' then missing = true end
  at = at + 4 + ARGV[at + 2] + ARGV[at + 3]
end
if missing then return -1 end
at = 1
for _, key in ipairs(KEYS) do
  local lifetime, isAnew = ARGV[at], ARGV[at + 1] == '1'
  local set, gone = tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3])
  at = at + 4
  local before = isAnew and redis.call('HGETALL', key) or {}
  for first = at, at + set - 1, ${TOGETHER} do
    local last = math.min(first + ${TOGETHER}, at + set) - 1
    redis.call('HSET', key, unpack(ARGV, first, last))
  end
  if #before > 0 then
    local own = {}
    for index = at, at + set - 1, 2 do own[ARGV[index]] = true end
    for index = 1, #before, 2 do
      local name = before[index]
      if string.sub(name, 1, 2) == 'p:' and not own[name] then redis.call('HDEL', key, name) end
    end
  end
  at = at + set
  for index = at, at + gone - 1 do redis.call('HDEL', key, ARGV[index]) end
  at = at + gone
  redis.call('PEXPIRE', key, lifetime)
end
return 1`

/** KEYS: record. ARGV: fence. */
export const RELEASE = `
if redis.call('HGET', KEYS[1], 'f') == ARGV[1] then redis.call('HSET', KEYS[1], 'o', '') end
return 1`
