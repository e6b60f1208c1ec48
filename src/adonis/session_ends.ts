/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Session } from './context.ts'
import { makeNotes } from './notes.ts'
import type { SessionValues } from './session_copies.ts'

/** What a request has found in its session, or has left there when it stored it. */
export interface Beginning {
  id: string
  /** The id that the browser showed; that of a new session where it showed none. */
  shown: string
  /** What it held, but for messages. */
  found: Readonly<SessionValues>
  /** The moment when the request began to read. */
  at: number
}

const beginnings = makeNotes<Beginning>()

/** Ids that were given up in this process, the oldest first, with the moment. */
const ends = new Map<string, number>()

/** Ended sessions that are kept in mind. */
const MOST_REMEMBERED = 10_000

let moment = 0

/** The last moment at which something became of a session in this process, as a count: a clock may stand still in between. */
export function lastMoment(): number {
  return moment
}

/** Something becomes of a session. */
export function nextMoment(): number {
  return ++moment
}

/**
 * Notes what a request has found, unless that is known.
 *
 * @param at - the moment when it began to read
 */
export function noteBeginning(session: object, at = moment): void {
  const own = session as Session
  if (beginnings.has(session) || !own.initiated) return
  const { sessionId: id } = own
  beginnings.set(session, { id, shown: id, found: { ...own.all() }, at })
}

/** What a request has found in its session. */
export function beginningOf(session: object): Beginning | undefined {
  return beginnings.get(session)
}

/** The session was stored. Its id is given up where it has another one by now, or nothing is left of it. */
export function noteStored(session: Session, { id: former, shown }: Beginning): void {
  const { sessionId: id } = session
  const found = { ...session.all() }
  if (id !== former || isEmpty(found)) noteSessionEnd(former)
  // A request may store it once more
  beginnings.set(session, { id, shown, found, at: moment })
}

/** The session with that id has ended: requests that go on keep it alive no more. */
export function noteSessionEnd(id: string): void {
  ends.delete(id)
  keepLast(ends, MOST_REMEMBERED).set(id, nextMoment())
}

/** Whether the session has ended in this process since a request has read it. */
export function hasEndedSince({ id, at }: Beginning): boolean {
  return (ends.get(id) ?? 0) > at
}

/** Makes room for one more. */
export function keepLast<T>(kept: Map<string, T>, most: number): Map<string, T> {
  for (const oldest of kept.keys()) {
    if (kept.size < most) break
    kept.delete(oldest)
  }
  return kept
}

/** Whether a session holds nothing. */
export function isEmpty(values: object): boolean {
  return Object.keys(values).length === 0
}
