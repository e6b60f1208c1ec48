/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isDeepStrictEqual } from 'node:util'
import type { Session } from './context.ts'
import { guardsIn } from './guard_keys.ts'
import type { Guards } from './guard_keys.ts'
import type { SessionValues } from './session_copies.ts'
import { isEmpty, keepLast, nextMoment } from './session_ends.ts'
import type { Beginning } from './session_ends.ts'

/** Each of what is kept in mind here. */
const MOST_REMEMBERED = 10_000

/** Ids of one session that are kept in mind. */
const MOST_IDS = 20

/** The ids of sessions that have had several, the oldest first, by each of them. */
const lineages = new Map<string, string[]>()

/** The moments at which keys were taken out of sessions in this process, the oldest first. */
const removals = new Map<string, number>()

/** Who was signed out of sessions that browsers keep, by ids under which those still have them, the oldest first. */
const signedOut = new Map<string, Guards>()

/** The session has got another id. Of two moves, another process may tell the later one first. */
export function noteMove(from: string, to: string): void {
  const ids = lineages.get(from) ?? [from]
  if (ids.includes(to)) return
  const later = lineages.get(to) ?? [to]
  ids.push(...later)
  for (const id of ids.splice(0, ids.length - MOST_IDS)) lineages.delete(id)
  // A move has two ids
  for (const id of [from, ...later]) keepLast(lineages, 2 * MOST_REMEMBERED).set(id, ids)
}

/** The ids that a session has and had, also where requests have given it several at once; the newest come first. */
export function otherIdsOf(id: string): string[] {
  const ids = lineages.get(id) ?? []
  return ids.filter((other) => other !== id).toReversed()
}

/**
 * What a request has found in its session, and has taken out.
 *
 * @param keys - that the request has changed
 */
export function takenOut(
  session: Session,
  { found }: Beginning,
  { keys, isCleared }: { keys: ReadonlySet<string>; isCleared: boolean }
): SessionValues {
  const out: SessionValues = {}
  const left = session.all()
  for (const [key, value] of Object.entries(found)) {
    if ((isCleared || keys.has(key)) && !Object.hasOwn(left, key)) out[key] = value
  }
  return out
}

/** Something was taken out of the session with that id. Whoever has read it under another one is not to bring it back. */
export function noteRemovals(id: string, out: SessionValues): void {
  const at = nextMoment()
  for (const own of [id, ...otherIdsOf(id)]) {
    for (const key of Object.keys(out)) {
      const name = nameOf(own, key)
      removals.delete(name)
      keepLast(removals, MOST_REMEMBERED).set(name, at)
    }
  }
}

/** Something was stored in a session again: whoever has read it before may store it, too. */
export function noteAdditions(session: Session, keys: ReadonlySet<string>): void {
  const left = session.all()
  for (const key of keys) {
    if (Object.hasOwn(left, key)) removals.delete(nameOf(session.sessionId, key))
  }
}

/** Brings nothing back that others have taken out since the request has begun, and that the request has left as it was. */
export function leaveOut(session: Session, { id, at, found }: Beginning): void {
  for (const [key, value] of Object.entries(session.all())) {
    const removed = removals.get(nameOf(id, key)) ?? 0
    if (removed > at && isDeepStrictEqual(value, found[key])) session.forget(key)
  }
}

/**
 * What stays of a session under another id.
 *
 * @param out - what was taken out of it under its former one
 */
export function without(values: SessionValues, out: SessionValues): SessionValues {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([key, value]) => !Object.hasOwn(out, key) || !isDeepStrictEqual(value, out[key])
    )
  )
}

/**
 * Somebody may have been signed out of a session that browsers keep, and have with another id by now.
 *
 * @returns whether somebody was
 */
export function noteSignedOut(id: string, out: SessionValues): boolean {
  const guards = guardsIn({ all: () => out })
  if (isEmpty(guards)) return false
  keepLast(signedOut, MOST_REMEMBERED).set(id, guards)
  return true
}

/** Signs out of a session, as a browser has sent it, who was signed out already: a login gives it another id. */
export function leaveOutSignedOut(id: string, values: SessionValues): void {
  const guards = signedOut.get(id)
  if (!guards) return
  // Its request takes the cookie for the session itself
  for (const [key, user] of Object.entries(guards)) {
    if (String(values[key]) === user) delete values[key]
  }
}

function nameOf(id: string, key: string): string {
  return `${id} ${key}`
}
