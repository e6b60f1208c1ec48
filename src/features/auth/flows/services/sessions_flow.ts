/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { digest } from './digest.ts'
import { sessionOf, userOf } from './guard.ts'
import type { FlowParts } from './parts.ts'
import { rememberedBy } from './remembered.ts'

/** A browser that is logged in. */
export interface ListedSession {
  /** Names the session without being able to use it. */
  id: string
  /** Whether it is that of the request. */
  current: boolean
  /** As the browser calls itself; empty where it does not say. */
  agent: string
  ip: string
  /** Milliseconds since 1970. */
  seen: number | null
}

/** The sessions of a user. */
export class SessionsFlow {
  #parts: FlowParts

  constructor(parts: FlowParts) {
    this.#parts = parts
  }

  /** Whether the store of sessions knows whose they are. */
  areListed(): Promise<boolean> {
    return this.#parts.logins.areListed()
  }

  /**
   * @throws E_AUTH_GUEST
   */
  async list(ctx: HttpContext): Promise<ListedSession[]> {
    const user = await userOf(ctx)
    const own = sessionOf(ctx).sessionId
    const sessions = await this.#parts.logins.list(user)
    return sessions.map(({ id, device }) => ({
      id: digest(id),
      current: id === own,
      agent: device?.agent ?? '',
      ip: device?.ip ?? '',
      seen: device?.seen ?? null,
    }))
  }

  /**
   * Ends one session of the user, and forgets its browser. One of somebody else is not found.
   *
   * @param listed - id from `list()`
   * @throws E_AUTH_GUEST
   */
  async end(ctx: HttpContext, listed: string): Promise<void> {
    const { logins, users, audit } = this.#parts
    const user = await userOf(ctx)
    const own = sessionOf(ctx).sessionId
    const sessions = await logins.list(user)
    const found = sessions.find(({ id }) => digest(id) === listed && id !== own)
    if (!found) return
    await logins.endSessions(user, [found])
    audit.tell('auth:sessions_ended', { ctx, userId: users.idOf(user), count: 1 })
  }

  /**
   * Ends all sessions of the user but this one, and what other browsers are remembered by.
   *
   * @returns how many
   * @throws E_AUTH_GUEST
   */
  async endOthers(ctx: HttpContext): Promise<number> {
    const { logins, users, audit } = this.#parts
    const user = await userOf(ctx)
    const count = await logins.endOthers(user, ctx, rememberedBy(ctx))
    audit.tell('auth:sessions_ended', { ctx, userId: users.idOf(user), count })
    return count
  }
}
