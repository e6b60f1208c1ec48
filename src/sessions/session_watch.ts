/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { EmitterService } from '@adonisjs/core/types'
import { EventRequest } from '../bridge/main.ts'
import type { NewsBus } from '../bus/main.ts'
import type { CookieTicket } from '../cookies/main.ts'
import { sessionEntry, userSignedIn, userSignedOut } from '../rooms/main.ts'
import type { SessionRooms } from '../rooms/main.ts'
import type { StateRegistry } from '../state/main.ts'
import type { TabSessions } from '../tabs/main.ts'

interface MigratedEvent {
  fromSessionId: string
  toSessionId: string
}

interface AuthEvent {
  ctx: HttpContext
  sessionId: string
  user?: { id?: string | number } | null
}

/** What is looked at of a session. */
interface SessionLike {
  sessionId: string
  all(): Record<string, unknown>
  get(key: string): unknown
  has(key: string): boolean
}

/** The events by the names that session and auth emit them under; both packages are optional. */
interface SessionEvents {
  on(
    name: 'session:initiated' | 'session:committed',
    listener: (event: { session: SessionLike }) => void
  ): () => void
  on(name: 'session:migrated', listener: (event: MigratedEvent) => void): () => void
  on(
    name: 'session_auth:login_succeeded' | 'session_auth:logged_out',
    listener: (event: AuthEvent) => void
  ): () => void
}

/** What processes tell each other of browser sessions. */
type SessionNews =
  | { type: 'moved'; from: string; to: string }
  | { type: 'changed'; session: string }
  | { type: 'redeemed'; tab: string }
  | { type: 'emptied'; session: string; room: string }

const CHANNEL = 'session'

/** What a session was when a request began. */
interface BegunSession {
  sessionId: string
  keys: string[]
  /** Name of its rooms. */
  room: string | undefined
}

export interface SessionWatchOptions {
  emitter: EmitterService
  tabs: TabSessions
  bus: NewsBus
  states: StateRegistry
  rooms: SessionRooms
}

/**
 * Hears of sessions that move and of users that come and go, and tells the tabs of that browser
 * session. What an event does itself is the business of its tab's runner, since the browser has
 * to have the new cookies first.
 */
export class SessionWatch {
  #tabs: TabSessions
  #bus: NewsBus
  #states: StateRegistry
  #rooms: SessionRooms
  #stop: (() => void)[]
  /** What sessions held when their requests began. */
  #begun = new WeakMap<SessionLike, BegunSession>()

  constructor({ emitter, tabs, bus, states, rooms }: SessionWatchOptions) {
    this.#tabs = tabs
    this.#bus = bus
    this.#states = states
    this.#rooms = rooms
    const events = emitter as unknown as SessionEvents
    tabs.onChanged = (session) => this.#tell({ type: 'changed', session })
    this.#stop = [
      events.on('session:initiated', ({ session }) => this.#noteSession(session)),
      events.on('session:committed', ({ session }) => this.#lookFor(session)),
      events.on('session:migrated', ({ fromSessionId, toSessionId }) => {
        this.#tabs.moved(fromSessionId, toSessionId)
        this.#tell({ type: 'moved', from: fromSessionId, to: toSessionId })
      }),
      events.on('session_auth:login_succeeded', (event) => {
        if (this.#sharesSessions()) userSignedIn(event.ctx, event.user?.id)
        this.#identityChanged(event)
      }),
      events.on('session_auth:logged_out', (event) => {
        userSignedOut(event.ctx)
        this.#identityChanged(event)
      }),
    ]
  }

  /** Listens to what happens in other processes. */
  async listen(): Promise<void> {
    await this.#bus.subscribe<SessionNews>(CHANNEL, (news) => {
      if (news.type === 'moved') this.#tabs.follow(news.from, news.to)
      else if (news.type === 'changed') this.#tabs.comeAgain(news.session)
      else if (news.type === 'emptied') this.#rooms.emptied(news.session, news.room)
      else this.#tabs.cookiesRedeemed(news.tab)
    })
  }

  /** The browser has the cookies of a ticket. Its tab may be in another process. */
  redeemed({ tab }: CookieTicket): void {
    this.#tabs.cookiesRedeemed(tab)
    this.#tell({ type: 'redeemed', tab })
  }

  close(): void {
    for (const stop of this.#stop.splice(0)) stop()
  }

  #tell(news: SessionNews): void {
    void this.#bus.publish(CHANNEL, news)
  }

  /** Whether tabs of a browser session have states in common. */
  #sharesSessions(): boolean {
    for (const { scope } of this.#states.all()) if (scope === 'session') return true
    return false
  }

  #noteSession(session: SessionLike): void {
    const keys = Object.keys(session.all())
    const room = sessionEntry(session)?.room
    if (keys.length > 0) this.#begun.set(session, { sessionId: session.sessionId, keys, room })
  }

  /** A session of which nothing is left has come to its end, whoever it was by its own account. */
  #lookFor(session: SessionLike): void {
    const begun = this.#begun.get(session)
    if (begun?.room !== undefined && !sessionEntry(session)) {
      const { sessionId, room } = begun
      this.#rooms.emptied(sessionId, room)
      this.#tell({ type: 'emptied', session: sessionId, room })
    }
    if (begun?.keys.every((key) => !session.has(key))) this.#tabs.identityChanged(begun.sessionId)
  }

  #identityChanged({ ctx, sessionId }: AuthEvent): void {
    if (ctx.request instanceof EventRequest) return
    // Only when the response is out does the browser have the cookies that go with it. Login has
    // regenerated the session by then, so the id to look for is read at that time
    const session = (ctx as { session?: { sessionId: string } }).session
    ctx.response.onFinish(() => this.#tabs.identityChanged(session?.sessionId ?? sessionId))
  }
}
