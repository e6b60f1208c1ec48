/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AssertionError } from 'node:assert'
import { isDeepStrictEqual } from 'node:util'
import { LIST, UNSET } from '../protocol/main.ts'
import type { EventError, ListSegment, Patch, ServerFrame, UpdateFrame } from '../protocol/main.ts'
import { difference, listed, plain, show } from './difference.ts'
import type { Journal, JournalEntry } from './journal.ts'

/** Frames that a message shows. */
const FRAMES = 6

/**
 * What a failed assertion says: what was expected, where it differs, what the last call changed,
 * and the last frames. Nothing of it is random, so it is the same in each run.
 */
export interface Failure {
  message: string
  differences?: string[]
  expected?: unknown
  actual?: unknown
}

/**
 * @param caller - the assertion, which the stack leaves out
 * @throws AssertionError always
 */
export function fail(
  { message, differences = [], expected, actual }: Failure,
  journal: Journal,
  caller: (...args: never[]) => unknown
): never {
  const sections = [message]
  if (differences.length > 0) sections.push(indent(differences))
  const patches = describeDelta(journal.delta)
  if (patches.length > 0) sections.push(`Changed by the last call:\n${indent(patches)}`)
  const frames = lastFrames(journal)
  if (frames !== undefined) sections.push(frames)
  throw new AssertionError({
    message: sections.join('\n\n'),
    expected,
    actual,
    stackStartFn: caller,
  })
}

/** The last frames, under a heading; undefined where there were none. */
export function lastFrames(journal: Journal): string | undefined {
  const frames = journal.entries.slice(-FRAMES).map(describeEntry)
  return frames.length > 0 ? `Last frames:\n${indent(frames)}` : undefined
}

/** What a page shows, and its last frames. */
export function pageInWords(
  heading: string,
  states: Record<string, unknown>,
  journal: Journal
): string {
  const lines = Object.entries(states).map(([id, vars]) => `${id}: ${show(vars)}`)
  const shown = lines.length > 0 ? `${heading}:\n${indent(lines)}` : heading
  return [shown, lastFrames(journal)].filter((section) => section !== undefined).join('\n\n')
}

/** An error of an event, without what is new in each run. */
export function stableError({ status, code, message, errors }: EventError): EventError {
  return { status, code, message, ...(errors && { errors }) }
}

/** Patches in words: `CartState.items[0].quantity = 2`. */
export function describeDelta(delta: Record<string, Patch[]>): string[] {
  return changesOf(delta).map(({ place, what }) => `${place} ${what}`)
}

/** In lines, how the changes of a call differ from what is expected of them. */
export function deltaDifference(
  expected: Record<string, Patch[]>,
  actual: Record<string, Patch[]>
): string[] {
  const others = changesOf(actual)
  /** Takes the first one out that is like this. */
  const take = (isLike: (other: Change) => boolean): Change | undefined => {
    const index = others.findIndex(isLike)
    return index === -1 ? undefined : others.splice(index, 1)[0]
  }
  const missing = changesOf(expected).filter((change) => !take((each) => isSame(each, change)))
  const lines = missing.flatMap((change) => {
    const { place, what } = change
    const other = take((each) => each.place === place)
    if (!other) return [`expected ${place} ${what}, got no change of it`]
    if (other.what !== what) return [`expected ${place} ${what}, got ${other.what}`]
    // Both are too long to be shown as a whole
    return difference(change.patch[2], other.patch[2], place)
  })
  lines.push(...others.map(({ place, what }) => `expected no change of ${place}, got ${what}`))
  if (lines.length > 0) return listed(lines)
  return Object.keys(expected).flatMap((id) => orderDifference(expected[id], actual[id], id))
}

/** How the same changes of a state differ in their order. */
function orderDifference(expected: Patch[], actual: Patch[] = [], id: string): string[] {
  const [wanted, made] = [changesOf({ [id]: expected }), changesOf({ [id]: actual })]
  if (wanted.every((change, index) => isSame(change, made[index]))) return []
  const places = (changes: Change[]) => changes.map(({ place }) => place).join(', ')
  const whole = (changes: Change[]) =>
    changes.map(({ place, what }) => `${place} ${what}`).join(', ')
  const inWords = places(wanted) === places(made) ? whole : places
  return [`expected the order ${inWords(wanted)}, got ${inWords(made)}`]
}

interface Change {
  place: string
  /** In words, which may be shortened. */
  what: string
  /** As JSON has it. */
  patch: Patch
}

function isSame(one: Change, other: Change): boolean {
  return one.place === other.place && isDeepStrictEqual(one.patch, other.patch)
}

function changesOf(delta: Record<string, Patch[]>): Change[] {
  return Object.entries(delta).flatMap(([id, patches]) =>
    patches.map((patch) => {
      const keys = patch[1].map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
      return { place: id + keys.join(''), what: whatOf(patch), patch: plain(patch) as Patch }
    })
  )
}

function whatOf(patch: Patch): string {
  if (patch[0] === UNSET) return 'is gone'
  if (patch[0] !== LIST) return `= ${show(patch[2])}`
  return `is now ${patch[2].map(segmentInWords).join(', then ') || 'empty'}`
}

/** A part of a new list: rows that it had before, or new ones. */
function segmentInWords(segment: ListSegment): string {
  if (typeof segment === 'number') return `row ${segment}`
  if (!Array.isArray(segment)) return `new ${segment.v.map(show).join(', ')}`
  const [start, count] = segment
  return count === 1 ? `row ${start}` : `rows ${start} to ${start + count - 1}`
}

function describeEntry({ direction, frame, bytes }: JournalEntry): string {
  if (direction === 'in') return `< ${describeAnswer(frame)} (${bytes} bytes)`
  if (frame.t === 'event') return `> ${frame.id} ${frame.s}.${frame.e} ${show(frame.a ?? [])}`
  if (frame.t === 'nav')
    return frame.id > 0 ? `> ${frame.id} go to ${frame.url}` : `> load ${frame.url}`
  if (frame.t === 'hello') return `> hello from ${frame.url}, frame ${frame.n}, event ${frame.id}`
  return `> ${frame.t}`
}

function describeAnswer(frame: ServerFrame): string {
  if (frame.t === undefined) return describeUpdate(frame)
  if (frame.t === 'error') return `refused: ${frame.status} ${frame.code} ${frame.message}`
  if (frame.t !== 'welcome') return frame.t
  return `welcome, ${frame.resumed ? 'goes on' : frame.fresh ? 'a new tab' : 'from scratch'}, frame ${frame.n}, event ${frame.id}`
}

function describeUpdate({ n, id, d, s, p, a, r, x }: UpdateFrame): string {
  const parts = n === 0 ? [] : [`${n}${id === undefined ? '' : ` answers ${id}`}`]
  if (x) parts.push(`failed: ${x.status} ${x.code} ${x.message}`)
  if (p) parts.push(`page ${p.id} at ${p.url}`)
  if (s) parts.push(`new ${Object.keys(s).join(', ')}`)
  if (d) parts.push(describeDelta(d).join(', '))
  if (a) parts.push(`actions ${show(a)}`)
  if (r !== undefined) parts.push(`returned ${show(r)}`)
  return parts.join('; ')
}

function indent(lines: string[]): string {
  return lines.map((line) => `  ${line}`).join('\n')
}
