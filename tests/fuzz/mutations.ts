/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** A number from 0 up to a limit, which is not reached. */
export type Random = (limit: number) => number

/** Numbers that follow from a seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
  }
}

/** Inputs do not grow beyond this many bytes. */
const LONGEST = 32_768

const INTERESTING = [0, 1, 0x0a, 0x0d, 0x22, 0x25, 0x7d, 0x7e, 0x7f, 0x80, 0x88, 0xff]

/**
 * Changes an input in some places.
 *
 * @param other - an input whose parts are put in
 * @param words - that are put in
 */
export function mutate(
  input: Uint8Array,
  other: Uint8Array,
  words: readonly string[],
  random: Random
): Uint8Array {
  let bytes = Buffer.from(input)
  const put = (at: number, removed: number, added: Uint8Array) => {
    bytes = Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)])
  }
  for (let changes = 1 + random(4); changes > 0; changes--) {
    const at = random(bytes.length + 1)
    const length = 1 + random(Math.min(64, bytes.length - at + 1))
    switch (random(8)) {
      case 0:
        if (at < bytes.length) bytes[at] ^= 1 << random(8)
        break
      case 1:
        if (at < bytes.length) bytes[at] = INTERESTING[random(INTERESTING.length)]
        break
      case 2:
        put(at, 0, Buffer.from([random(256)]))
        break
      case 3:
        put(at, length, Buffer.alloc(0))
        break
      case 4:
        put(at, 0, bytes.subarray(at, at + length))
        break
      case 5:
        put(at, random(2) * length, Buffer.from(words[random(words.length)], 'latin1'))
        break
      case 6: {
        const from = random(other.length + 1)
        put(at, random(2) * length, other.subarray(from, from + 1 + random(128)))
        break
      }
      default:
        put(at, 0, Buffer.alloc(1 + random(2_000), random(256)))
    }
  }
  return bytes.subarray(0, LONGEST)
}

/**
 * Leaves out of an input what is not needed for it to fail.
 *
 * @param fails - tries a shorter one
 */
export async function shorten(
  input: Uint8Array,
  fails: (input: Uint8Array) => Promise<boolean>
): Promise<Uint8Array> {
  let shortest = Buffer.from(input)
  for (let size = Math.ceil(shortest.length / 2); size >= 1; size = Math.floor(size / 2)) {
    // Tries take a new server each: single bytes of long inputs are left alone
    if (shortest.length / size > 64) break
    for (let at = 0; at < shortest.length;) {
      const shorter = Buffer.concat([shortest.subarray(0, at), shortest.subarray(at + size)])
      if (await fails(shorter)) shortest = shorter
      else at += size
    }
  }
  return shortest
}
