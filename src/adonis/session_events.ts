/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { EmitterService } from '@adonisjs/core/types'
import type { Session } from './context.ts'

interface MigratedEvent {
  fromSessionId: string
  toSessionId: string
}

/** Somebody has signed in or out. */
export interface AuthEvent {
  ctx: HttpContext
  sessionId: string
  user?: { id?: string | number } | null
}

/** The events by the names that session and auth emit them under; both packages are optional. */
export interface SessionEvents {
  on(
    name: 'session:initiated' | 'session:committed',
    listener: (event: { session: Session }) => void
  ): () => void
  on(name: 'session:migrated', listener: (event: MigratedEvent) => void): () => void
  on(
    name: 'session_auth:login_succeeded' | 'session_auth:logged_out',
    listener: (event: AuthEvent) => void
  ): () => void
}

/** The application's emitter, typed for what session and auth emit. */
export function sessionEvents(emitter: EmitterService): SessionEvents {
  return emitter as unknown as SessionEvents
}
