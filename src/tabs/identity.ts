/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf, guardsIn } from '../adonis/main.ts'
import type { Guards } from '../adonis/main.ts'

/** Whom the session of a request says to be signed in; nobody without a session. */
export function identityOf(ctx: HttpContext): Guards {
  const { session } = extrasOf(ctx)
  return session ? guardsIn(session) : {}
}

/** Whether somebody who was signed in is no more. */
export function hasLeft(before: Guards, now: Guards): boolean {
  return Object.entries(before).some(([key, user]) => now[key] !== user)
}

/** Id of the user of a request; undefined for a guest, and where nothing authenticates. */
export function userOf(ctx: HttpContext): string | number | undefined {
  return extrasOf(ctx).auth?.user?.id
}

/** In whose name a request runs. */
export interface Actor {
  /** Id of the user; undefined for a guest, and where nothing authenticates. */
  user: string | number | undefined
  identity: Guards
}

export function actorOf(ctx: HttpContext): Actor {
  return { user: userOf(ctx), identity: identityOf(ctx) }
}

/** Whether what one has begun may go on for the other. */
export function isSameActor(before: Actor, now: Actor): boolean {
  if (before.user !== undefined && before.user !== now.user) return false
  return !hasLeft(before.identity, now.identity) && !hasLeft(now.identity, before.identity)
}

/** Characters of the mark of a user: 48 bits as base64url. */
const MARK_LENGTH = 8

/**
 * By what a page knows whether a call that it has made would still be run for the same user, in whatever
 * tab, process or browser session. Undefined for a guest.
 */
export function userMark({ user, identity }: Actor): string | undefined {
  const guards = Object.entries(identity).sort()
  if (guards.length === 0 && user === undefined) return undefined
  // An id of a user may be a bigint, whatever its type says
  const who = JSON.stringify(guards.length > 0 ? guards : String(user))
  return createHash('sha256').update(who).digest('base64url').slice(0, MARK_LENGTH)
}
