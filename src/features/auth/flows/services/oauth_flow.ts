/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { E_AUTH_FEATURE } from '../exceptions.ts'
import { textsOf } from '../texts/main.ts'
import { normalized } from './address.ts'
import { newSecret } from './digest.ts'
import { sessionOf } from './guard.ts'
import type { Handover } from './handover.ts'
import type { LoginFlow } from './login_flow.ts'
import type { FlowParts } from './parts.ts'
import type { AuthUser } from './users.ts'

/** What a provider says of somebody: `user()` of a driver of `@adonisjs/ally` returns more. */
export interface ProvidedUser {
  email: string | null
  emailVerificationState: 'verified' | 'unverified' | 'unsupported'
}

/** Logging in with an account that somebody has elsewhere. */
export class OAuthFlow {
  #parts: FlowParts
  #login: LoginFlow
  #handover: Handover

  constructor(parts: FlowParts, login: LoginFlow, handover: Handover) {
    this.#parts = parts
    this.#login = login
    this.#handover = handover
  }

  /**
   * Logs whoever has an address in, or adds an account for it. The provider has to say that it has verified the address.
   * What a stranger has set up in an account whose address nobody had verified is removed.
   *
   * @param fields - attributes of a new account
   * @returns where the browser goes: to a page of the application, to that which asks for the second factor, or to the
   *   login, which says why
   * @throws E_AUTH_FEATURE without `verify`, which is what tells an owner from a stranger
   *
   * @example
   * ```ts
   * response.redirect(await flows.oauth.enter(ctx, await ally.use('github').user()))
   * ```
   */
  async enter(
    ctx: HttpContext,
    { email, emailVerificationState }: ProvidedUser,
    fields: Record<string, unknown> = {}
  ): Promise<string> {
    const { users, limits, audit, config } = this.#parts
    if (!config.features.has('verify')) throw new E_AUTH_FEATURE(['verify'])
    const address = normalized(email ?? '')
    const seconds = await limits.consume('login', ctx, `oauth ${address}`)
    if (seconds !== undefined) {
      audit.tell('auth:failed', { ctx, email: address, userId: undefined, reason: 'limit' })
      return this.#refuse(ctx, textsOf(ctx).answer('wait', { seconds }))
    }
    const isVerified = address !== '' && emailVerificationState === 'verified'
    const user = isVerified ? await this.#findOrAdd(ctx, address, fields) : undefined
    if (!user) {
      audit.tell('auth:failed', { ctx, email: address, userId: undefined, reason: 'provider' })
      return this.#refuse(ctx, textsOf(ctx).answer('provider'))
    }
    if (!users.isVerified(user)) await this.#takeOver(ctx, user)
    return this.#login.proceed(ctx, user, false)
  }

  async #findOrAdd(
    ctx: HttpContext,
    address: string,
    fields: Record<string, unknown>
  ): Promise<AuthUser | undefined> {
    const { users, tokens, audit, config } = this.#parts
    const existing = await users.findByEmail(address)
    if (existing || !config.features.has('register')) return existing
    // Whoever has the mailbox may still take the account back that had this address
    if (await tokens.findHeld(address)) return undefined
    const user = await users.create(address, newSecret(), fields)
    if (!user) return undefined
    audit.tell('auth:registered', { ctx, userId: users.idOf(user) })
    await users.markVerified(user)
    return user
  }

  /** Whoever has the address need not be who has registered with it. */
  async #takeOver(ctx: HttpContext, user: AuthUser): Promise<void> {
    const { users, audit } = this.#parts
    const userId = users.idOf(user)
    await users.forgetPassword(user)
    await this.#handover.clear(ctx, user)
    await users.markVerified(user)
    audit.tell('auth:verified', { ctx, userId })
    audit.tell('auth:password_changed', { ctx, userId, by: 'verification' })
  }

  #refuse(ctx: HttpContext, reason: string): string {
    sessionOf(ctx).flash('error', reason)
    return this.#parts.config.paths.login
  }
}
