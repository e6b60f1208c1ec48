/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { SessionCollection } from '@adonisjs/session'
import { extrasOf, sessionsOf, signInAs } from '../../../../adonis/main.ts'
import { isOwnPath } from '../../../../option_values.ts'
import { recentLogin } from '../../recent/main.ts'
import type { ResolvedAuthConfig } from '../configuration.ts'
import { guardOf, sessionOf } from './guard.ts'
import { forgetRemembered, isRememberable, rememberedBy } from './remembered.ts'
import type { AuthUser, Users } from './users.ts'

/** Keys of the session that the flows have. */
export const STAMP_KEY = 'account_stamp'
export const DEVICE_KEY = 'account_device'

/** Where Adonis keeps the page that a guest was on the way to. */
const INTENDED = 'redirect.intendedUrl'

/** Letters of a browser's name that are kept. */
const AGENT_LENGTH = 256

/** Milliseconds for which a session counts as just seen: noting it writes the session. */
const SEEN_EVERY = 5 * 60 * 1_000

/** What a session knows of its browser. */
export interface Device {
  /** As the browser calls itself. */
  agent: string
  ip: string
  /** Milliseconds since 1970: when it logged in, and when it was last seen. */
  since: number
  seen: number
  /**
   * Names the remember-me token of the browser. Null where it has none; undefined where nobody knows, before the next
   * request of the browser.
   */
  remembered?: string | null
}

/** Ends browser sessions with their tabs, in all processes. */
export interface SessionEnds {
  /** Those with some ids. */
  end(ids: readonly string[]): Promise<void>
  /** Those of a user, but for that of a request. It ends none where browsers keep them. */
  endOf(user: string | number, except: HttpContext | undefined): Promise<void>
}

export interface LoginsOptions {
  config: ResolvedAuthConfig
  users: Users
  collection: () => Promise<SessionCollection>
  /** Key in sessions of the guard that users log in with. */
  guardKey: string | null
  ends: SessionEnds
}

/** Who a session was of, and of which password, when a request began. */
export interface Followed {
  sessionId: string
  user: unknown
}

/** A session that is about to get another password. */
interface Renewal {
  /** Of the password before. */
  from: string
  /** Of the new one, once it is stored. */
  to: Promise<string>
}

/** A session of a user. */
export interface LoginSession {
  id: string
  device: Device | undefined
}

/** Milliseconds for which other requests of a session may know the password before. */
const RENEWED_FOR = 60_000

/** Begins and ends what browsers are logged in with: sessions, and remember-me tokens. */
export class Logins {
  #options: LoginsOptions
  /** By the ids of the sessions. */
  #renewals = new Map<string, Renewal>()

  constructor(options: LoginsOptions) {
    this.#options = options
  }

  /** Whether the store of sessions knows whose they are. */
  async areListed(): Promise<boolean> {
    const collection = await this.#options.collection()
    return collection.supportsTagging()
  }

  /**
   * Logs a user in, in a session with a new id.
   *
   * @returns where the user was on the way to, or where a login leads
   */
  async begin(ctx: HttpContext, user: AuthUser, remember: boolean): Promise<string> {
    const session = sessionOf(ctx)
    const intended = session.pull(INTENDED)
    const isRemembered = remember && isRememberable(user)
    await guardOf(ctx).login(user, isRemembered)
    await this.mark(ctx, user, isRemembered ? undefined : null)
    // The request itself was one of a guest
    recentLogin.note(extrasOf(ctx).session!, this.#options.users.idOf(user))
    const { after } = this.#options.config
    return typeof intended === 'string' && isOwnPath(intended) ? intended : after.login
  }

  /**
   * Notes in the session which password it belongs to, and what browser has it.
   *
   * @param remembered - as `Device` has it
   */
  async mark(ctx: HttpContext, user: AuthUser, remembered?: string | null): Promise<void> {
    const { users } = this.#options
    const session = sessionOf(ctx)
    const now = Date.now()
    const device: Device = {
      agent: (ctx.request.header('user-agent') ?? '').slice(0, AGENT_LENGTH),
      ip: ctx.request.ip(),
      since: now,
      seen: now,
      ...(remembered !== undefined && { remembered }),
    }
    session.put(STAMP_KEY, users.stampOf(user))
    session.put(DEVICE_KEY, { ...device })
    if (session.supportsTagging()) await session.tag(String(users.idOf(user)))
  }

  /** Logs out, and leaves nothing in the session but the keys that are to be kept. */
  async end(ctx: HttpContext): Promise<void> {
    const session = sessionOf(ctx)
    // A session of which nothing is left has ended elsewhere: its tabs are not led where this request leads them
    const keys = [...this.#options.config.keptKeys, DEVICE_KEY]
    const kept = keys.map((key) => [key, session.get(key)] as const)
    await guardOf(ctx).logout()
    session.clear()
    for (const [key, value] of kept) if (value !== undefined) session.put(key, value as never)
    session.regenerate()
  }

  /**
   * Sets another password, and lets the session of the request go on: in its other tabs, too, whatever they are about to
   * ask.
   *
   * @param change - sets it
   */
  async renew(ctx: HttpContext, user: AuthUser, change: () => Promise<void>): Promise<void> {
    const { users } = this.#options
    const session = sessionOf(ctx)
    const { sessionId } = session
    const from = users.stampOf(user)
    const changed = change()
    const to = changed.then(
      () => users.stampOf(user),
      () => from
    )
    this.#renewals.set(sessionId, { from, to })
    setTimeout(() => this.#renewals.delete(sessionId), RENEWED_FOR).unref()
    await changed
    session.put(STAMP_KEY, users.stampOf(user))
  }

  /**
   * Logs a user out everywhere but here, and forgets all browsers.
   *
   * @param ctx - of a browser that stays logged in
   * @param remembered - names a remember-me token that stays
   * @returns how many sessions have ended, where they are listed
   */
  async endOthers(user: AuthUser, ctx?: HttpContext, remembered?: string): Promise<number> {
    const own = ctx && sessionOf(ctx).sessionId
    await forgetRemembered(user, (name) => name !== remembered)
    const { users, ends } = this.#options
    const sessions = await this.#sessionsOf(user)
    const others = sessions.filter(({ id }) => id !== own)
    await ends.endOf(users.idOf(user), ctx)
    return others.length
  }

  /** Logs a user out everywhere, here too. */
  async endAll(user: AuthUser, ctx: HttpContext): Promise<void> {
    const { users } = this.#options
    const guard = guardOf(ctx)
    const isHere = (await guard.check()) && users.idOf(guard.user!) === users.idOf(user)
    if (isHere) await this.end(ctx)
    await this.endOthers(user, ctx)
  }

  /**
   * Lets a session of an earlier password end, and notes that one is in use. It looks up the user of a session that
   * was marked, and nobody else.
   *
   * @returns what the session was, for `adopt()`
   */
  async follow(ctx: HttpContext): Promise<Followed> {
    const guard = guardOf(ctx)
    const session = sessionOf(ctx)
    const stamp = session.get(STAMP_KEY) as string | undefined
    const followed = { sessionId: session.sessionId, user: session.get(guard.sessionKeyName) }
    if (stamp === undefined || followed.user === undefined) return followed
    const { users } = this.#options
    // Others than users of the model may be in a session that one of them had
    if (!(await guard.check()) || !(guard.user instanceof (await users.model()))) return followed
    if (stamp === users.stampOf(guard.user!) || (await this.#isRenewed(ctx, stamp))) {
      this.#see(ctx)
    } else {
      await this.end(ctx)
    }
    return followed
  }

  /**
   * Marks a login that none of the flows has begun, such as one with OAuth or a remember-me token. A request in which
   * nobody has logged in does not get what it has read of a newer password.
   */
  async adopt(ctx: HttpContext, followed: Followed): Promise<void> {
    const guard = guardOf(ctx)
    const session = sessionOf(ctx)
    const { user } = guard
    if (!user) return
    const stamp = session.get(STAMP_KEY)
    const isNew =
      session.sessionId !== followed.sessionId ||
      session.get(guard.sessionKeyName) !== followed.user
    if (stamp !== undefined && !isNew) return
    const { users } = this.#options
    if (!(user instanceof (await users.model()))) session.forget(STAMP_KEY)
    else if (stamp !== users.stampOf(user)) await this.mark(ctx, user)
  }

  /** Ends sessions of a user, with their tabs, and forgets their browsers. */
  async endSessions(user: AuthUser, sessions: readonly LoginSession[]): Promise<void> {
    if (sessions.length === 0) return
    const ids = sessions.map(({ id }) => id)
    const ended = sessions.map(({ device }) => device?.remembered)
    const all = await this.list(user)
    const others = all.filter(({ id }) => !ids.includes(id))
    const kept = others.map(({ device }) => device?.remembered)
    // Nobody knows the token of a browser before its next request: then it is one that no other has
    const isUnknown = ended.includes(undefined)
    await forgetRemembered(
      user,
      (name) => ended.includes(name) || (isUnknown && !kept.includes(name))
    )
    await this.#options.ends.end(ids)
  }

  /** The sessions of a user, the last seen first. */
  async list(user: AuthUser): Promise<LoginSession[]> {
    const sessions = await this.#sessionsOf(user)
    return sessions
      .map(({ id, data }) => ({
        id,
        device: (data[DEVICE_KEY] ?? undefined) as Device | undefined,
      }))
      .sort((a, b) => (b.device?.seen ?? 0) - (a.device?.seen ?? 0))
  }

  async #sessionsOf(user: AuthUser) {
    const { collection, users, guardKey } = this.#options
    return sessionsOf(await collection(), String(users.idOf(user)), guardKey)
  }

  /**
   * Whether the request began with the password before, and its session has the new one by now. A user that was read
   * earlier, for another event, is read anew.
   */
  async #isRenewed(ctx: HttpContext, stamp: string): Promise<boolean> {
    const { users } = this.#options
    const guard = guardOf(ctx)
    const session = sessionOf(ctx)
    const user = await users.findById(users.idOf(guard.user!))
    if (!user) return false
    const current = users.stampOf(user)
    if (current !== stamp && current !== (await this.#stampSince(session.sessionId, stamp))) {
      return false
    }
    signInAs(guard, user)
    session.put(STAMP_KEY, current)
    return true
  }

  /** The stamp that a session has got since a request began with another one. */
  async #stampSince(sessionId: string, stamp: string): Promise<unknown> {
    const renewal = this.#renewals.get(sessionId)
    if (renewal?.from === stamp) return renewal.to
    // Another process may have changed it
    const collection = await this.#options.collection()
    if (!collection.supportsTagging()) return undefined
    const stored = await collection.get(sessionId)
    return stored?.[STAMP_KEY]
  }

  /** Notes that the session is in use, and what its browser is remembered by. */
  #see(ctx: HttpContext): void {
    const session = sessionOf(ctx)
    const device = session.get(DEVICE_KEY) as Device | undefined
    const now = Date.now()
    if (!device || (device.remembered !== undefined && now - device.seen <= SEEN_EVERY)) return
    session.put(DEVICE_KEY, { ...device, seen: now, remembered: rememberedBy(ctx) ?? null })
  }
}
