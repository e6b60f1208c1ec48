/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { textsOf } from '../texts/main.ts'
import type { AccountFlow } from './account_flow.ts'
import { sessionOf, userOf } from './guard.ts'
import type { FlowParts } from './parts.ts'
import { limitFlow, refusal } from './refusal.ts'
import type { Enrolled, SecondFactor } from './second_factor.ts'
import type { AuthUser } from './users.ts'

/** Where a second factor is set up. */
interface SetupMark {
  userId: string
  /** Milliseconds since 1970. */
  until: number
}

const SETUP_KEY = 'account_totp_setup'

/** Milliseconds that somebody has for setting it up. */
const SETUP_FOR = 10 * 60 * 1_000

/** Turning the second factor of one's account on and off. */
export class TotpFlow {
  #parts: FlowParts
  #account: AccountFlow
  #secondFactor: SecondFactor

  constructor(parts: FlowParts, account: AccountFlow, secondFactor: SecondFactor) {
    this.#parts = parts
    this.#account = account
    this.#secondFactor = secondFactor
  }

  /**
   * Whether the second factor of the user is on, and how many recovery codes are left.
   *
   * @throws E_AUTH_GUEST
   */
  async status(ctx: HttpContext): Promise<{ isOn: boolean; recoveryLeft: number }> {
    const userId = this.#parts.users.idOf(await userOf(ctx))
    const isOn = await this.#secondFactor.isOn(userId)
    return { isOn, recoveryLeft: isOn ? await this.#secondFactor.recoveryLeft(userId) : 0 }
  }

  /**
   * Makes a secret for an authenticator app. Nothing changes until a first code is right.
   *
   * @returns undefined where the second factor is on
   * @throws E_AUTH_GUEST, and E_VALIDATION_ERROR for a wrong password or beyond a limit
   */
  async start(ctx: HttpContext, currentPassword: string) {
    const { users, mails } = this.#parts
    const user = await this.#account.confirmPassword(ctx, currentPassword)
    const userId = users.idOf(user)
    const setup = await this.#secondFactor.start(userId, users.emailOf(user), mails.appName)
    if (setup)
      sessionOf(ctx).put(SETUP_KEY, { userId: String(userId), until: Date.now() + SETUP_FOR })
    return setup
  }

  /**
   * What `start()` has made in this session a moment ago.
   *
   * @throws E_AUTH_GUEST
   */
  async pending(ctx: HttpContext) {
    const { users, mails } = this.#parts
    const user = await userOf(ctx)
    const userId = users.idOf(user)
    if (!this.#isSetUpHere(ctx, userId)) return undefined
    return this.#secondFactor.pending(userId, users.emailOf(user), mails.appName)
  }

  /**
   * Turns it on.
   *
   * @returns recovery codes, which are shown once
   * @throws E_AUTH_GUEST, and E_VALIDATION_ERROR for a wrong code or beyond a limit
   */
  async enable(ctx: HttpContext, code: string): Promise<string[]> {
    const { users, limits, audit } = this.#parts
    const userId = users.idOf(await userOf(ctx))
    await limitFlow(this.#parts, 'challenge', ctx, userId)
    // Whoever has found a session open does not know the password
    const recovery = this.#isSetUpHere(ctx, userId)
      ? await this.#secondFactor.confirm(userId, code.replace(/\s/g, ''))
      : undefined
    if (!recovery) throw refusal('code', textsOf(ctx).answer('code'))
    sessionOf(ctx).forget(SETUP_KEY)
    await limits.forgive('challenge', userId)
    audit.tell('auth:totp_enabled', { ctx, userId })
    return recovery
  }

  /**
   * Turns it off.
   *
   * @throws E_AUTH_GUEST, and E_VALIDATION_ERROR for a wrong password or beyond a limit
   */
  async disable(ctx: HttpContext, currentPassword: string): Promise<void> {
    const { users, audit } = this.#parts
    const user = await this.#account.confirmPassword(ctx, currentPassword)
    const userId = users.idOf(user)
    await this.#secondFactor.forget(userId)
    audit.tell('auth:totp_disabled', { ctx, userId })
  }

  /**
   * Makes new recovery codes.
   *
   * @returns the codes, which are shown once; undefined where the second factor is off
   * @throws E_AUTH_GUEST, and E_VALIDATION_ERROR for a wrong password or beyond a limit
   */
  async renewRecovery(ctx: HttpContext, currentPassword: string): Promise<string[] | undefined> {
    const { users, audit } = this.#parts
    const user = await this.#account.confirmPassword(ctx, currentPassword)
    const userId = users.idOf(user)
    if (!(await this.#secondFactor.isOn(userId))) return undefined
    const codes = await this.#secondFactor.renewRecovery(userId)
    audit.tell('auth:recovery_codes_renewed', { ctx, userId })
    return codes
  }

  /**
   * Turns it on for a user without a code of theirs, in the place of one that is on: for tests, and for data to begin with.
   *
   * @example
   * ```ts
   * const { code } = await flows.totp.enroll(user)
   * ```
   */
  enroll(user: AuthUser): Promise<Enrolled> {
    return this.#secondFactor.enroll(this.#parts.users.idOf(user))
  }

  #isSetUpHere(ctx: HttpContext, userId: string | number): boolean {
    const setup = sessionOf(ctx).get(SETUP_KEY) as SetupMark | undefined
    return setup !== undefined && setup.userId === String(userId) && setup.until > Date.now()
  }
}
