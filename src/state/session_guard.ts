/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf, watchSessions, watchWrites } from '../adonis/main.ts'
import { E_UPDATE_NEEDED } from './exceptions.ts'
import { plain } from './plain.ts'

const HOOKS = {
  // It is stored after the event, when its drafts have ended
  kept: plain,
  closed: (method: string) => new E_UPDATE_NEEDED([`session.${method}()`]),
}

/**
 * Lets the session of an event take what a handler has read from a var. What changes a session that
 * is closed, since it is stored already, throws E_UPDATE_NEEDED.
 */
export function guardSession(ctx: HttpContext): void {
  const { session } = extrasOf(ctx)
  if (session) watchWrites(session, ctx, HOOKS)
}

/**
 * Notes what middleware changes in sessions, too, before an event begins.
 *
 * @param session - any of the application
 */
export function noteSessions(session: object): void {
  watchSessions(session, HOOKS)
}
