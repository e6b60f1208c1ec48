/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { textsOf } from '../texts/main.ts'
import type { AccountFlow } from './account_flow.ts'
import { sessionOf, userOf } from './guard.ts'
import type { LoginFlow } from './login_flow.ts'
import type { FlowParts } from './parts.ts'
import type { ListedPasskey, Passkeys } from './passkeys.ts'
import { FORM, limitFlow, refusal } from './refusal.ts'

/** What a browser was asked to sign. */
interface Challenge {
  challenge: string
  /** Whose passkey is to be added; null for a login. */
  userId: string | null
  /** Milliseconds since 1970. */
  until: number
}

const CHALLENGE_KEY = 'account_passkey'

/** Milliseconds that a browser has to answer. */
const ANSWER_WITHIN = 5 * 60 * 1_000

/** Logging in with passkeys, and the passkeys of one's account. */
export class PasskeysFlow {
  #parts: FlowParts
  #account: AccountFlow
  #login: LoginFlow
  #passkeys: Passkeys

  constructor(parts: FlowParts, account: AccountFlow, login: LoginFlow, passkeys: Passkeys) {
    this.#parts = parts
    this.#account = account
    this.#login = login
    this.#passkeys = passkeys
  }

  /** What a browser logs in with. */
  async loginOptions(ctx: HttpContext): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const options = await this.#passkeys.loginOptions()
    this.#ask(ctx, options.challenge, null)
    return options
  }

  /**
   * Logs in with what the browser has answered. A passkey knows its user and checks them, so that no second factor is
   * asked for.
   *
   * @returns where the browser goes
   * @throws E_VALIDATION_ERROR for an answer that is not right or beyond a limit
   */
  async login(ctx: HttpContext, response: AuthenticationResponseJSON): Promise<string> {
    const { users, audit } = this.#parts
    const challenge = this.#answered(ctx, null)
    await limitFlow(this.#parts, 'challenge', ctx, String(response.id))
    const userId =
      challenge === undefined ? undefined : await this.#passkeys.userOf(challenge, response)
    const user = userId === undefined ? undefined : await users.findById(userId)
    if (!user) {
      audit.tell('auth:failed', { ctx, email: '', userId: undefined, reason: 'passkey' })
      throw refusal(FORM, textsOf(ctx).answer('passkey'))
    }
    await this.#parts.limits.forgive('challenge', String(response.id))
    return this.#login.enter(ctx, user, true)
  }

  /**
   * What a browser makes a passkey with.
   *
   * @throws E_AUTH_GUEST, and E_VALIDATION_ERROR for a wrong password or beyond a limit
   */
  async registrationOptions(
    ctx: HttpContext,
    currentPassword: string
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const { users } = this.#parts
    const user = await this.#account.confirmPassword(ctx, currentPassword)
    const userId = String(users.idOf(user))
    const options = await this.#passkeys.registrationOptions(userId, users.emailOf(user))
    this.#ask(ctx, options.challenge, userId)
    return options
  }

  /**
   * Adds what the browser has made.
   *
   * @throws E_AUTH_GUEST, and E_VALIDATION_ERROR for an answer that is not right
   */
  async add(ctx: HttpContext, name: string, response: RegistrationResponseJSON): Promise<void> {
    const { users, audit } = this.#parts
    const userId = users.idOf(await userOf(ctx))
    const challenge = this.#answered(ctx, String(userId))
    const isAdded =
      challenge !== undefined &&
      (await this.#passkeys.add(String(userId), name, challenge, response))
    if (!isAdded) throw refusal(FORM, textsOf(ctx).answer('passkey'))
    audit.tell('auth:passkey_added', { ctx, userId, name })
  }

  /** @throws E_AUTH_GUEST */
  async list(ctx: HttpContext): Promise<ListedPasskey[]> {
    const { users } = this.#parts
    return this.#passkeys.list(String(users.idOf(await userOf(ctx))))
  }

  /**
   * Removes a passkey of the user. One of somebody else is not found.
   *
   * @param id - from `list()`
   * @throws E_AUTH_GUEST
   */
  async remove(ctx: HttpContext, id: string): Promise<void> {
    const { users, audit } = this.#parts
    const userId = users.idOf(await userOf(ctx))
    const name = await this.#passkeys.remove(String(userId), id)
    if (name !== undefined) audit.tell('auth:passkey_removed', { ctx, userId, name })
  }

  #ask(ctx: HttpContext, challenge: string, userId: string | null): void {
    const asked: Challenge = { challenge, userId, until: Date.now() + ANSWER_WITHIN }
    sessionOf(ctx).put(CHALLENGE_KEY, { ...asked })
  }

  /** What the browser was asked to sign: one answer is taken. */
  #answered(ctx: HttpContext, userId: string | null): string | undefined {
    const asked = sessionOf(ctx).pull(CHALLENGE_KEY) as Challenge | undefined
    if (!asked || asked.userId !== userId || asked.until <= Date.now()) return undefined
    return asked.challenge
  }
}
