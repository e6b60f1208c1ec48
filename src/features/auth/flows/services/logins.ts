/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { SessionCollection } from '@adonisjs/session'
import { extrasOf } from '../../../../adonis/main.ts'
import { recentLogin } from '../../recent/main.ts'
import type { ResolvedAuthConfig } from '../configuration.ts'
import { isOwnPath } from '../define_auth.ts'
import { guardOf, sessionOf } from './guard.ts'
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
  collection: SessionCollection
  ends: SessionEnds
}

/** The model of users, where it has remember-me tokens. */
interface RememberedModel {
  rememberMeTokens?: {
    all(user: AuthUser): Promise<{ identifier: string | number | BigInt }[]>
    delete(user: AuthUser, identifier: string | number | BigInt): Promise<unknown>
  }
}

/** Begins and ends what browsers are logged in with: sessions, and remember-me tokens. */
export class Logins {
  #options: LoginsOptions

  constructor(options: LoginsOptions) {
    this.#options = options
  }

  /** Whether the store of sessions knows whose they are. */
  get areListed(): boolean {
    return this.#options.collection.supportsTagging()
  }

  /**
   * Logs a user in, in a session with a new id.
   *
   * @returns where the user was on the way to, or where a login leads
   */
  async begin(ctx: HttpContext, user: AuthUser, remember: boolean): Promise<string> {
    const session = sessionOf(ctx)
    const intended = session.pull(INTENDED)
    await guardOf(ctx).login(user, remember && tokensOf(user) !== undefined)
    await this.mark(ctx, user)
    // The request itself was one of a guest
    recentLogin.note(extrasOf(ctx).session!, this.#options.users.idOf(user))
    const { after } = this.#options.config
    return typeof intended === 'string' && isOwnPath(intended) ? intended : after.login
  }

  /** Notes in the session which password it belongs to, and what browser has it. */
  async mark(ctx: HttpContext, user: AuthUser): Promise<void> {
    const { users } = this.#options
    const session = sessionOf(ctx)
    const now = Date.now()
    const device: Device = {
      agent: (ctx.request.header('user-agent') ?? '').slice(0, AGENT_LENGTH),
      ip: ctx.request.ip(),
      since: now,
      seen: now,
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
   * Logs a user out everywhere but here.
   *
   * @param ctx - of a browser that stays logged in
   * @returns how many sessions have ended, where they are listed
   */
  async endOthers(user: AuthUser, ctx?: HttpContext): Promise<number> {
    const own = ctx && sessionOf(ctx).sessionId
    await this.#forgetRemembered(user)
    const { collection, users, ends } = this.#options
    const userId = users.idOf(user)
    const sessions = this.areListed ? await collection.tagged(String(userId)) : []
    const others = sessions.filter(({ id }) => id !== own)
    await ends.endOf(userId, ctx)
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
   */
  async follow(ctx: HttpContext): Promise<void> {
    const guard = guardOf(ctx)
    const session = sessionOf(ctx)
    const stamp = session.get(STAMP_KEY)
    if (stamp === undefined || session.get(guard.sessionKeyName) === undefined) return
    if (!(await guard.check())) return
    if (stamp !== this.#options.users.stampOf(guard.user!)) return this.end(ctx)
    const device = session.get(DEVICE_KEY) as Device | undefined
    const now = Date.now()
    if (device && now - device.seen > SEEN_EVERY) session.put(DEVICE_KEY, { ...device, seen: now })
  }

  /** Marks a login that none of the flows has begun, such as one with OAuth or a remember-me token. */
  async adopt(ctx: HttpContext): Promise<void> {
    const { user } = guardOf(ctx)
    if (!user || sessionOf(ctx).get(STAMP_KEY) !== undefined) return
    if (user instanceof (await this.#options.users.model())) await this.mark(ctx, user)
  }

  /** Ends sessions by their ids, and their tabs. */
  async endSessions(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    await this.#options.ends.end(ids)
  }

  /** The sessions of a user, the last seen first. */
  async list(user: AuthUser) {
    const { collection, users } = this.#options
    if (!this.areListed) return []
    const sessions = await collection.tagged(String(users.idOf(user)))
    return sessions
      .map(({ id, data }) => ({
        id,
        device: (data[DEVICE_KEY] ?? undefined) as Device | undefined,
      }))
      .sort((a, b) => (b.device?.seen ?? 0) - (a.device?.seen ?? 0))
  }

  async #forgetRemembered(user: AuthUser): Promise<void> {
    const tokens = tokensOf(user)
    if (!tokens) return
    for (const { identifier } of await tokens.all(user)) await tokens.delete(user, identifier)
  }
}

function tokensOf(user: AuthUser): RememberedModel['rememberMeTokens'] {
  return (user.constructor as unknown as RememberedModel).rememberMeTokens
}
