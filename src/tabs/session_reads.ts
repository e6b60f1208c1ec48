/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf, makeNotes } from '../adonis/main.ts'
import type { Session } from '../adonis/main.ts'

/** What a request has found in its session. */
interface SessionRead {
  /** When, in milliseconds of the monotonic clock. */
  at: number
  keys: string[]
}

const reads = makeNotes<SessionRead>()

/** Sessions of requests that a tab makes, and sees to by itself. */
const ofTabs = makeNotes<true>()

/** Notes that a request has just read its session. */
export function noteSessionRead(session: Session): void {
  reads.set(session, { at: performance.now(), keys: Object.keys(session.all()) })
}

/**
 * How old what a request knows of its visitor is: it has read the session before its other middleware took their time.
 *
 * @returns milliseconds of the monotonic clock
 */
export function knownSince(ctx: HttpContext): number {
  const { session } = extrasOf(ctx)
  return (session && reads.get(session)?.at) ?? performance.now()
}

/** A session of which nothing is left has come to its end, whoever it was by its own account. */
export function hasEnded(session: Session): boolean {
  const keys = reads.get(session)?.keys ?? []
  const left = session.all()
  return keys.length > 0 && keys.every((key) => !Object.hasOwn(left, key))
}

/** Whether the request has signed its user out, or has ended its session. */
export function hasLeftSession(ctx: HttpContext): boolean {
  const { auth, session } = extrasOf(ctx)
  return auth?.use().isLoggedOut === true || (session !== undefined && hasEnded(session))
}

/** The request is one of a tab, which tells the others of its browser itself what becomes of the session. */
export function noteTabSession(ctx: HttpContext): void {
  const { session } = extrasOf(ctx)
  if (session) ofTabs.set(session, true)
}

/** Whether the tab that has made the request sees to its session. */
export function isOfTab(session: Session): boolean {
  return ofTabs.has(session)
}
