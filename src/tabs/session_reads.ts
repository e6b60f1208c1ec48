/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf } from '../adonis/main.ts'
import type { Session } from '../adonis/main.ts'

/** When each session was read by its request, in milliseconds of the monotonic clock. */
const reads = new WeakMap<Session, number>()

/** Notes that a request has just read its session. */
export function noteSessionRead(session: Session): void {
  reads.set(session, performance.now())
}

/**
 * How old what a request knows of its visitor is: it has read the session before its other middleware took their time.
 *
 * @returns milliseconds of the monotonic clock
 */
export function knownSince(ctx: HttpContext): number {
  const { session } = extrasOf(ctx)
  return (session && reads.get(session)) ?? performance.now()
}
