/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ListSegment } from '../../protocol/main.ts'

type Item = unknown

/**
 * How a list came out of an older one.
 */
export interface ListMatch {
  /** The new list, made of parts of the old one and of new items. */
  segments: ListSegment[]
  /** Whether the segments say anything: false when the old list, whole and in order, is meant. */
  reordered: boolean
  /** Items that stand for an older one but may differ inside, as `[new index, old index]`. */
  candidates: [index: number, old: number][]
  /** How many items of the new list are copies. */
  copied: number
}

/**
 * The key by which an item is known again after a reload: its `id`, as rows of a database have it.
 */
function keyOf(item: Item): string | number | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined
  const id = (item as { id?: unknown }).id
  return typeof id === 'string' || typeof id === 'number' ? id : undefined
}

/** Whether one may be turned into the other by patches inside. */
function isPatchable(a: Item, b: Item): boolean {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return false
  return Array.isArray(a) === Array.isArray(b)
}

function same(a: Item, b: Item): boolean {
  if (a === b) return true
  const key = keyOf(a)
  return key !== undefined && key === keyOf(b)
}

/**
 * Finds for each item of the new list the old one that it stands for: by identity first, by `id`
 * otherwise, and by position where neither says anything.
 */
export function matchLists(before: Item[], after: Item[]): ListMatch {
  const sources = new Int32Array(after.length).fill(-1)
  const candidates: [number, number][] = []
  const taken = new Uint8Array(before.length)

  const pair = (index: number, old: number) => {
    sources[index] = old
    taken[old] = 1
    if (after[index] !== before[old]) candidates.push([index, old])
  }

  // Most changes leave both ends as they are
  let head = 0
  const shorter = Math.min(before.length, after.length)
  while (head < shorter && same(before[head], after[head])) {
    pair(head, head)
    head++
  }
  let tail = 0
  while (
    tail < shorter - head &&
    same(before[before.length - 1 - tail], after[after.length - 1 - tail])
  ) {
    pair(after.length - 1 - tail, before.length - 1 - tail)
    tail++
  }

  const beforeEnd = before.length - tail
  const afterEnd = after.length - tail
  if (head < beforeEnd && head < afterEnd) {
    matchMiddle(before, after, head, beforeEnd, afterEnd, sources, taken, pair)
  }

  return { candidates, ...segmentsOf(sources, before.length, after) }
}

function matchMiddle(
  before: Item[],
  after: Item[],
  start: number,
  beforeEnd: number,
  afterEnd: number,
  sources: Int32Array,
  taken: Uint8Array,
  pair: (index: number, old: number) => void
): void {
  const byIdentity = new Map<Item, number[]>()
  const byKey = new Map<string | number, number>()
  for (let old = beforeEnd - 1; old >= start; old--) {
    const item = before[old]
    // Equal scalars occur many times over; each old one is used once, the first one first
    const indexes = byIdentity.get(item)
    if (indexes) indexes.push(old)
    else byIdentity.set(item, [old])
    const key = keyOf(item)
    if (key !== undefined) byKey.set(key, old)
  }
  for (let index = start; index < afterEnd; index++) {
    const indexes = byIdentity.get(after[index])
    if (indexes?.length) pair(index, indexes.pop()!)
  }
  for (let index = start; index < afterEnd; index++) {
    if (sources[index] !== -1) continue
    const key = keyOf(after[index])
    if (key === undefined) continue
    const old = byKey.get(key)
    if (old !== undefined && !taken[old]) pair(index, old)
  }
  // Items without an id: the one that stands at the same place, when it is free
  for (let index = start; index < afterEnd && index < beforeEnd; index++) {
    if (sources[index] !== -1 || taken[index]) continue
    if (keyOf(after[index]) !== undefined || keyOf(before[index]) !== undefined) continue
    if (isPatchable(before[index], after[index])) pair(index, index)
  }
}

function segmentsOf(
  sources: Int32Array,
  oldLength: number,
  after: Item[]
): Pick<ListMatch, 'segments' | 'reordered' | 'copied'> {
  const segments: ListSegment[] = []
  let copied = 0
  let index = 0
  while (index < sources.length) {
    const start = sources[index]
    const from = index
    index++
    if (start === -1) {
      while (index < sources.length && sources[index] === -1) index++
      segments.push({ v: after.slice(from, index) as never })
    } else {
      while (index < sources.length && sources[index] === start + (index - from)) index++
      copied += index - from
      segments.push(index - from === 1 ? start : [start, index - from])
    }
  }
  const whole =
    copied === oldLength &&
    sources.length === oldLength &&
    (segments.length === 0 || (segments.length === 1 && sources[0] === 0))
  return { segments, reordered: !whole, copied }
}
