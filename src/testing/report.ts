/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AssertionError } from 'node:assert'
import { LIST, UNSET } from '../protocol/main.ts'
import type { EventError, Patch, ServerFrame, UpdateFrame } from '../protocol/main.ts'
import { show } from './difference.ts'
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
  const frames = journal.entries.slice(-FRAMES).map(describeEntry)
  if (frames.length > 0) sections.push(`Last frames:\n${indent(frames)}`)
  throw new AssertionError({
    message: sections.join('\n\n'),
    expected,
    actual,
    stackStartFn: caller,
  })
}

/** An error of an event, without what is new in each run. */
export function stableError({ status, code, message, errors }: EventError): EventError {
  return { status, code, message, ...(errors && { errors }) }
}

/** Patches in words: `CartState.items[0].quantity = 2`. */
export function describeDelta(delta: Record<string, Patch[]>): string[] {
  return Object.entries(delta).flatMap(([id, patches]) =>
    patches.map((patch) => {
      const place =
        id + patch[1].map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
      if (patch[0] === UNSET) return `${place} is gone`
      if (patch[0] === LIST) return `${place}: list of ${show(patch[2])}`
      return `${place} = ${show(patch[2])}`
    })
  )
}

function describeEntry({ direction, frame, bytes }: JournalEntry): string {
  if (direction === 'in') return `< ${describeAnswer(frame)} (${bytes} bytes)`
  if (frame.t === 'event') return `> ${frame.id} ${frame.s}.${frame.e} ${show(frame.a ?? [])}`
  if (frame.t === 'nav') return `> ${frame.id} go to ${frame.url}`
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
  const parts = [`${n}${id === undefined ? '' : ` answers ${id}`}`]
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
