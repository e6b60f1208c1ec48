/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { findBinding, sessionCollectionOf } from '../adonis/main.ts'
import { EndedSessions, SessionWatch } from '../sessions/main.ts'
import type { TabService } from '../tabs/main.ts'
import type { Parts } from './parts.ts'

/**
 * Ends browser sessions, with their tabs in all processes.
 */
export function createEndedSessions(
  { dependencies: { app, bus } }: Parts,
  { registry, sessions }: TabService
): EndedSessions {
  return new EndedSessions({
    registry,
    tabs: sessions,
    bus,
    collection: () => sessionCollectionOf(app),
    auth: () => findBinding(app, 'auth.manager'),
  })
}

/**
 * Hears of sessions that move, and of users who sign in and out.
 */
export function createSessionWatch(
  { dependencies: { emitter, bus }, states, rooms, refusals }: Parts,
  { sessions }: TabService,
  ended: EndedSessions
): SessionWatch {
  return new SessionWatch({
    emitter,
    tabs: sessions,
    bus,
    states,
    rooms: rooms.sessions,
    ended,
    log: refusals,
  })
}
