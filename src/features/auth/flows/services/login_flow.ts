/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { textsOf } from '../texts/main.ts'
import { normalized } from './address.ts'
import { guardOf, sessionOf, userOf } from './guard.ts'
import type { FlowParts } from './parts.ts'
import { FORM, refusal } from './refusal.ts'
import type { SecondFactor } from './second_factor.ts'
import type { AuthUser } from './users.ts'

/** What somebody logs in with. */
export interface LoginInput {
  email: string
  password: string
  /** Whether the browser stays logged in when its session is over. */
  remember?: boolean
}

/** A login that waits for its second factor. */
interface PendingLogin {
  userId: string | number
  /** Of the password that was right. */
  stamp: string
  remember: boolean
  /** Milliseconds since 1970. */
  until: number
}

const PENDING_KEY = 'account_pending'

/** Milliseconds that a login waits for its second factor. */
const PENDING_FOR = 10 * 60 * 1_000

/** Logging in and out. */
export class LoginFlow {
  #parts: FlowParts
  #secondFactor: SecondFactor | undefined

  /**
   * @param secondFactor - where accounts may have one
   */
  constructor(parts: FlowParts, secondFactor: SecondFactor | undefined) {
    this.#parts = parts
    this.#secondFactor = secondFactor
  }

  /**
   * Logs in with a password. What it says, and how long it takes, does not tell whether there is such an account.
   *
   * @returns where the browser goes: to a page of the application, or to that which asks for the second factor
   * @throws E_VALIDATION_ERROR
   */
  async login(
    ctx: HttpContext,
    { email, password, remember = false }: LoginInput
  ): Promise<string> {
    const { users, limits, audit } = this.#parts
    const address = normalized(email)
    const texts = textsOf(ctx)
    const wait = await limits.consume('login', ctx, address)
    if (wait !== undefined) {
      audit.tell('auth:failed', { ctx, email: address, userId: undefined, reason: 'limit' })
      throw refusal(FORM, texts.answer('wait', { seconds: wait }))
    }

    const user = await users.findByEmail(address)
    if (!(await users.hasPassword(user, password)) || !user) {
      const userId = user && users.idOf(user)
      audit.tell('auth:failed', { ctx, email: address, userId, reason: 'credentials' })
      throw refusal('email', texts.answer('credentials'))
    }
    await limits.forgive('login', address)
    return this.proceed(ctx, user, remember)
  }

  /**
   * Logs a user in, or has the second factor asked for where it is on.
   *
   * @returns where the browser goes
   */
  async proceed(ctx: HttpContext, user: AuthUser, remember: boolean): Promise<string> {
    const { users, config } = this.#parts
    if (!(await this.#secondFactor?.isOn(users.idOf(user)))) {
      return this.#begin(ctx, user, remember, false)
    }
    const pending: PendingLogin = {
      userId: users.idOf(user),
      stamp: users.stampOf(user),
      remember,
      until: Date.now() + PENDING_FOR,
    }
    const session = sessionOf(ctx)
    session.put(PENDING_KEY, { ...pending })
    session.regenerate()
    return config.paths.challenge
  }

  /**
   * Ends a login with its second factor: a code of an authenticator app, or a recovery code.
   *
   * @returns where the browser goes
   * @throws E_VALIDATION_ERROR
   */
  async challenge(ctx: HttpContext, code: string): Promise<string> {
    const { users, limits, audit } = this.#parts
    const texts = textsOf(ctx)
    const session = sessionOf(ctx)
    const pending = session.get(PENDING_KEY) as PendingLogin | undefined
    const user = await this.#pendingUser(pending)
    if (!pending || !user || !this.#secondFactor) {
      session.forget(PENDING_KEY)
      throw refusal(FORM, texts.answer('pending'))
    }
    const email = users.emailOf(user)
    const { userId } = pending
    const wait = await limits.consume('challenge', ctx, userId)
    if (wait !== undefined) {
      audit.tell('auth:failed', { ctx, email, userId, reason: 'limit' })
      throw refusal(FORM, texts.answer('wait', { seconds: wait }))
    }
    if (!(await this.#secondFactor.accepts(ctx, userId, code))) {
      audit.tell('auth:failed', { ctx, email, userId, reason: 'code' })
      throw refusal('code', texts.answer('code'))
    }
    await limits.forgive('challenge', userId)
    session.forget(PENDING_KEY)
    return this.#begin(ctx, user, pending.remember, true)
  }

  /** Whether this browser has a login that waits for its second factor. */
  async isPending(ctx: HttpContext): Promise<boolean> {
    const pending = sessionOf(ctx).get(PENDING_KEY) as PendingLogin | undefined
    return (await this.#pendingUser(pending)) !== undefined
  }

  /** @returns where the browser goes */
  async logout(ctx: HttpContext): Promise<string> {
    const { logins, users, audit, config } = this.#parts
    const guard = guardOf(ctx)
    if (await guard.check()) {
      const userId = users.idOf(await userOf(ctx))
      await logins.end(ctx)
      audit.tell('auth:logout', { ctx, userId })
    }
    return config.after.logout
  }

  /**
   * Logs a user in who has shown who they are in a way of its own, such as a passkey.
   *
   * @returns where the browser goes
   */
  enter(ctx: HttpContext, user: AuthUser, secondFactor: boolean): Promise<string> {
    return this.#begin(ctx, user, false, secondFactor)
  }

  async #begin(ctx: HttpContext, user: AuthUser, remembered: boolean, secondFactor: boolean) {
    const { logins, users, audit } = this.#parts
    const to = await logins.begin(ctx, user, remembered)
    audit.tell('auth:login', { ctx, userId: users.idOf(user), remembered, secondFactor })
    return to
  }

  async #pendingUser(pending: PendingLogin | undefined): Promise<AuthUser | undefined> {
    if (!pending || pending.until <= Date.now()) return undefined
    const { users } = this.#parts
    const user = await users.findById(pending.userId)
    return user && users.stampOf(user) === pending.stamp ? user : undefined
  }
}
