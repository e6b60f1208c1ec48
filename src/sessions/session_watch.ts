/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { EmitterService } from '@adonisjs/core/types'
import { EventRequest } from '../bridge/main.ts'
import type { TabService } from '../tabs/main.ts'

interface MigratedEvent {
  fromSessionId: string
  toSessionId: string
}

interface AuthEvent {
  ctx: HttpContext
  sessionId: string
}

/** The events by the names that session and auth emit them under; both packages are optional. */
interface SessionEvents {
  on(name: 'session:migrated', listener: (event: MigratedEvent) => void): () => void
  on(
    name: 'session_auth:login_succeeded' | 'session_auth:logged_out',
    listener: (event: AuthEvent) => void
  ): () => void
}

/**
 * Hears of sessions that move and of users that come and go, and tells the tabs of that browser
 * session. What an event does itself is the business of its tab's runner, since the browser has
 * to have the new cookies first.
 */
export class SessionWatch {
  #tabs: TabService
  #stop: (() => void)[]

  constructor(emitter: EmitterService, tabs: TabService) {
    this.#tabs = tabs
    const events = emitter as unknown as SessionEvents
    this.#stop = [
      events.on('session:migrated', ({ fromSessionId, toSessionId }) => {
        this.#tabs.sessionMoved(fromSessionId, toSessionId)
      }),
      events.on('session_auth:login_succeeded', (event) => this.#identityChanged(event)),
      events.on('session_auth:logged_out', (event) => this.#identityChanged(event)),
    ]
  }

  close(): void {
    for (const stop of this.#stop.splice(0)) stop()
  }

  #identityChanged({ ctx, sessionId }: AuthEvent): void {
    if (ctx.request instanceof EventRequest) return
    // Only when the response is out does the browser have the cookies that go with it. Login has
    // regenerated the session by then, so the id to look for is read at that time
    const session = (ctx as { session?: { sessionId: string } }).session
    ctx.response.onFinish(() => this.#tabs.identityChanged(session?.sessionId ?? sessionId))
  }
}
