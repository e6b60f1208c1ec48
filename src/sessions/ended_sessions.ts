/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { SessionCollection } from '@adonisjs/session'
import {
  extrasOf,
  guardKeyOf,
  guardsIn,
  noteSessionEnd,
  otherSessionIdsOf,
  sessionsOf,
} from '../adonis/main.ts'
import type { AuthManager, Guards, Session } from '../adonis/main.ts'
import type { NewsBus } from '../bus/main.ts'
import type { TabRegistry, TabSessions } from '../tabs/main.ts'
import { E_SESSION_GUARD, E_SESSION_STORE } from './exceptions.ts'

/** A user, as a guard has them in sessions. */
type GuardedUser = {
  id: string
  /** Key of the guard; null in an application without guards. */
  key: string | null
}

/** What processes tell each other. */
type EndedNews =
  | { type: 'sessions'; sessions: string[] }
  | { type: 'user'; user: GuardedUser; except: string[]; ended?: string[] }

const CHANNEL = 'ended_sessions'

/** Milliseconds for which a request that had begun before may bring a session back. */
const REMEMBERED = 10 * 60_000

/** Ended sessions that are kept in mind. */
const MOST_REMEMBERED = 10_000

/** Id that no session has. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

export interface EndedSessionsOptions {
  registry: TabRegistry
  tabs: TabSessions
  bus: NewsBus
  /** Sessions as their store has them; undefined in an application without sessions. */
  collection: () => Promise<SessionCollection | undefined>
  /** Undefined in an application without guards. */
  auth: () => Promise<Pick<AuthManager, 'config' | 'defaultGuard'> | undefined>
}

/** Options of `reflex.sessions.endOf()`. */
export interface EndOptions {
  /** The request whose own session stays. */
  except?: HttpContext
  /** The guard that the user signs in with. @default the default guard of config/auth.ts */
  guard?: string
}

/** What a session was when a request had read it. */
export interface SessionBefore {
  sessionId: string
  guards: Guards
}

/**
 * Ends browser sessions from elsewhere, in all processes: what their store has of them, and what their open tabs show. The tabs
 * come again at once, as those of a guest.
 */
export class EndedSessions {
  readonly #options: EndedSessionsOptions
  /** When sessions were ended, in milliseconds of the monotonic clock, the oldest first. */
  readonly #ended = new Map<string, number>()

  constructor(options: EndedSessionsOptions) {
    this.#options = options
  }

  /**
   * Ends sessions. A browser with a remember-me token signs in anew: delete the token before.
   *
   * @param sessions - their ids
   * @throws E_SESSION_STORE where browsers keep their sessions themselves
   *
   * @example
   * ```ts
   * await reflex.sessions.end([id])
   * ```
   */
  async end(sessions: readonly string[]): Promise<void> {
    await this.#endIn(await this.#collection(), sessions)
  }

  /**
   * Ends the sessions in which a guard has a user: those that are tagged with the id of the user, and those of which a tab is
   * open. A browser with a remember-me token signs in anew: delete the tokens of the user before.
   *
   * @throws E_SESSION_GUARD for a guard that does not exist, and E_SESSION_STORE where browsers keep their sessions themselves
   *
   * @example
   * ```ts
   * await reflex.sessions.endOf(user.id, { except: ctx })
   * ```
   */
  async endOf(user: string | number, { except, guard }: EndOptions = {}): Promise<void> {
    const guarded: GuardedUser = { id: String(user), key: await this.#keyOf(guard) }
    const kept = except ? idsOf(except) : []
    const collection = await this.#collection()
    const tagged = await sessionsOf(collection, guarded.id, guarded.key)
    const ended = tagged.map(({ id }) => id).filter((id) => !kept.includes(id))
    await this.#endIn(collection, ended)
    await this.#endMoved(guarded, kept, ended)
    await this.#endTabsOf(guarded, kept)
    this.#tell({ type: 'user', user: guarded, except: kept, ended })
  }

  /** Listens to what other processes end. */
  async listen(): Promise<void> {
    await this.#options.bus.subscribe<EndedNews>(CHANNEL, async (news) => {
      if (news.type === 'sessions') this.#sendAway(news.sessions)
      else {
        await this.#endMoved(news.user, news.except, news.ended ?? [])
        await this.#endTabsOf(news.user, news.except)
      }
    })
  }

  /**
   * A request has stored a session. One that had begun before the session was ended brings back who was signed in, whatever id
   * it has given the session.
   *
   * @param before - what it had read
   */
  stored(session: Session, before: SessionBefore): void {
    const { sessionId } = session
    const guards = Object.entries(guardsIn(session))
    const isBack = this.#isEnded(sessionId)
      ? guards.length > 0
      : // Who has signed in since is in a session of their own
        this.#isEnded(before.sessionId) && guards.some(([key, id]) => before.guards[key] === id)
    if (!isBack) return
    const end = async () => {
      await this.#destroy(await this.#collection(), [sessionId])
      this.#sendAway([sessionId])
    }
    // Its store answers the next request no better
    void end().catch(() => {})
  }

  async #endIn(collection: SessionCollection, sessions: readonly string[]): Promise<void> {
    await this.#destroy(collection, sessions)
    this.#sendAway(sessions)
    this.#tell({ type: 'sessions', sessions: [...sessions] })
  }

  /** Ends what sessions have become that a request has given another id just before they were ended: as long as it is theirs. */
  async #endMoved(
    user: GuardedUser,
    except: readonly string[],
    ended: readonly string[]
  ): Promise<void> {
    const moved = new Set(ended.flatMap((id) => otherSessionIdsOf(id)))
    const left = [...moved].filter((id) => !except.includes(id) && !this.#isEnded(id))
    if (left.length === 0) return
    const collection = await this.#collection()
    for (const id of left) {
      const values = await collection.get(id)
      if (values && isTheirs(user, guardsIn({ all: () => values }))) {
        await this.#endIn(collection, [id])
      }
    }
  }

  /** Ends the sessions of tabs in this process that show something to a user. */
  async #endTabsOf(user: GuardedUser, except: readonly string[]): Promise<void> {
    const theirs = [...this.#options.registry.all()].filter(
      ({ session, identity }) =>
        session !== '' && isTheirs(user, identity.guards) && !except.includes(session)
    )
    if (theirs.length === 0) return
    const collection = await this.#collection()
    const areEnded = new Map<string, boolean>()
    // While one is looked up, a tab may get another: it is looked up as well
    const next = () =>
      theirs.find(({ session }) => !areEnded.has(session) && !except.includes(session))
    for (let tab = next(); tab; tab = next()) {
      const { session } = tab
      const values = await collection.get(session)
      // It is theirs, or gone: a browser may have left it to somebody else since the tab was opened
      const isEnded = !values || isTheirs(user, guardsIn({ all: () => values }))
      areEnded.set(session, isEnded)
      if (isEnded) await this.#endIn(collection, [session])
    }
    // What the others show is of somebody who has left
    for (const tab of theirs) {
      if (areEnded.get(tab.session) === false) this.#options.tabs.readmit(tab)
    }
  }

  /**
   * Key of a guard in sessions.
   *
   * @throws E_SESSION_GUARD
   */
  async #keyOf(guard: string | undefined): Promise<string | null> {
    const auth = await this.#options.auth()
    const name = guard ?? auth?.defaultGuard
    if (name === undefined) return null
    if (!auth || !Object.hasOwn(auth.config.guards, name)) throw new E_SESSION_GUARD([name])
    return guardKeyOf(name)
  }

  async #destroy(collection: SessionCollection, sessions: readonly string[]): Promise<void> {
    for (const session of sessions) this.#remember(session)
    await Promise.all(sessions.map((session) => collection.destroy(session)))
  }

  /**
   * @throws E_SESSION_STORE
   */
  async #collection(): Promise<SessionCollection> {
    const collection = await this.#options.collection()
    if (!collection) throw new E_SESSION_STORE()
    try {
      // The store of cookies has no request here to read one from
      await collection.get(NOBODY)
    } catch (cause) {
      if (cause instanceof TypeError) throw new E_SESSION_STORE([], { cause })
      throw cause
    }
    return collection
  }

  #sendAway(sessions: readonly string[]): void {
    for (const session of sessions) {
      this.#remember(session)
      this.#options.tabs.comeAgain(session)
    }
  }

  #remember(session: string): void {
    const now = performance.now()
    noteSessionEnd(session)
    this.#ended.delete(session)
    this.#ended.set(session, now)
    for (const [id, at] of this.#ended) {
      if (this.#ended.size <= MOST_REMEMBERED && now - at <= REMEMBERED) break
      this.#ended.delete(id)
    }
  }

  #isEnded(session: string): boolean {
    const at = this.#ended.get(session)
    return at !== undefined && performance.now() - at <= REMEMBERED
  }

  #tell(news: EndedNews): void {
    void this.#options.bus.publish(CHANNEL, news)
  }
}

/** Whether a guard has that user. */
function isTheirs({ id, key }: GuardedUser, guards: Guards): boolean {
  return key === null ? Object.values(guards).includes(id) : guards[key] === id
}

/** Ids that the session of a request has, and had when it began. */
function idsOf(ctx: HttpContext): string[] {
  const { session } = extrasOf(ctx)
  if (!session) return []
  const sent: unknown = ctx.request.cookie(session.config.cookieName)
  return typeof sent === 'string' ? [session.sessionId, sent] : [session.sessionId]
}
