/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { EmitterService } from '@adonisjs/core/types'
import {
  extrasOf,
  guardsIn,
  noteSessionMove,
  makeNotes,
  onLateSessions,
  onLeftSessions,
  sessionEvents,
} from '../adonis/main.ts'
import type { AuthEvent, Session } from '../adonis/main.ts'
import { EventRequest } from '../bridge/main.ts'
import type { NewsBus } from '../bus/main.ts'
import type { CookieTicket } from '../cookies/main.ts'
import type { LimitedLog } from '../logging/main.ts'
import { sessionEntry, userSignedIn, userSignedOut } from '../rooms/main.ts'
import type { SessionRooms } from '../rooms/main.ts'
import { noteSessions } from '../state/main.ts'
import type { StateRegistry } from '../state/main.ts'
import { hasEnded, isOfTab, noteSessionRead } from '../tabs/main.ts'
import type { TabSessions } from '../tabs/main.ts'
import type { EndedSessions, SessionBefore } from './ended_sessions.ts'

/** What processes tell each other of browser sessions. */
type SessionNews =
  | { type: 'moved'; from: string; to: string }
  | { type: 'changed'; session: string }
  | { type: 'redeemed'; tab: string }
  | { type: 'emptied'; session: string; room: string }

const CHANNEL = 'session'

/** What a session was when a request began. */
interface BegunSession extends SessionBefore {
  /** Name of its rooms. */
  room: string | undefined
}

export interface SessionWatchOptions {
  emitter: EmitterService
  tabs: TabSessions
  bus: NewsBus
  states: StateRegistry
  rooms: SessionRooms
  ended: EndedSessions
  /** Hears of a store that does not answer. */
  log: LimitedLog
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
  #ended: EndedSessions
  #stop: (() => void)[]
  /** What sessions held when their requests began. */
  #begun = makeNotes<BegunSession>()
  /** When sessions of which somebody has signed in or out were stored, in milliseconds of the monotonic clock. */
  #changed = new WeakMap<Session, { storedAt?: number }>()

  constructor({ emitter, tabs, bus, states, rooms, ended, log }: SessionWatchOptions) {
    this.#tabs = tabs
    this.#bus = bus
    this.#states = states
    this.#rooms = rooms
    this.#ended = ended
    const events = sessionEvents(emitter)
    onLateSessions(() =>
      log.error(
        {},
        'the session store has not answered for 10 seconds: requests that waited for it go on'
      )
    )
    onLeftSessions((session) => tabs.identityChanged(session))
    tabs.onChanged = (session) => this.#publish({ type: 'changed', session })
    this.#stop = [
      events.on('session:initiated', ({ session }) => {
        noteSessions(session)
        noteSessionRead(session)
        this.#noteSession(session)
      }),
      events.on('session:committed', ({ session }) => {
        this.#lookFor(session)
        const changed = this.#changed.get(session)
        if (changed) changed.storedAt ??= performance.now()
        const begun = this.#begun.get(session)
        if (begun) ended.stored(session, begun)
      }),
      events.on('session:migrated', ({ fromSessionId, toSessionId }) => {
        this.#moved(fromSessionId, toSessionId)
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
      if (news.type === 'moved') this.#movedElsewhere(news.from, news.to)
      else if (news.type === 'changed') this.#tabs.comeAgain(news.session)
      else if (news.type === 'emptied') this.#rooms.emptied(news.session, news.room)
      else this.#tabs.cookiesRedeemed(news.tab)
    })
    await this.#ended.listen()
  }

  /** The browser has the cookies of a ticket. Its tab may be in another process. */
  redeemed({ tab }: CookieTicket): void {
    this.#tabs.cookiesRedeemed(tab)
    this.#publish({ type: 'redeemed', tab })
  }

  close(): void {
    for (const stop of this.#stop.splice(0)) stop()
  }

  #publish(news: SessionNews): void {
    void this.#bus.publish(CHANNEL, news)
  }

  /** Whether tabs of a browser session have states in common. */
  #sharesSessions(): boolean {
    for (const { scope } of this.#states.all()) if (scope === 'session') return true
    return false
  }

  #noteSession(session: Session): void {
    const { sessionId } = session
    const room = sessionEntry(session)?.room
    this.#begun.set(session, { sessionId, room, guards: guardsIn(session) })
  }

  #movedElsewhere(from: string, to: string): void {
    noteSessionMove(from, to)
    this.#tabs.renameSession(from, to)
  }

  #moved(from: string, to: string): void {
    this.#tabs.moved(from, to)
    this.#publish({ type: 'moved', from, to })
  }

  /** Tells what has come to its end with a session. */
  #lookFor(session: Session): void {
    const begun = this.#begun.get(session)
    if (begun?.room !== undefined && !sessionEntry(session)) {
      const { sessionId, room } = begun
      this.#rooms.emptied(sessionId, room)
      this.#publish({ type: 'emptied', session: sessionId, room })
    }
    if (!begun || !hasEnded(session)) return
    const { sessionId } = session
    // Where nothing is stored, no event says that it has got another id
    if (sessionId !== begun.sessionId && Object.keys(session.all()).length === 0) {
      this.#moved(begun.sessionId, sessionId)
    }
    if (!isOfTab(session)) this.#tabs.identityChanged(sessionId)
  }

  #identityChanged({ ctx, sessionId }: AuthEvent): void {
    if (ctx.request instanceof EventRequest) return
    // Only when the response is out does the browser have the cookies that go with it. Login has
    // regenerated the session by then, so the id to look for is read at that time
    const session = extrasOf(ctx).session
    const changed: { storedAt?: number } = {}
    if (session) this.#changed.set(session, changed)
    ctx.response.onFinish(() => {
      this.#tabs.identityChanged(session?.sessionId ?? sessionId, changed.storedAt)
    })
  }
}
