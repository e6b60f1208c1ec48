/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { textsOf } from '../texts/main.ts'
import { normalized } from './address.ts'
import { atLeast } from './at_least.ts'
import { newSecret } from './digest.ts'
import { sessionOf, userOf, guardOf } from './guard.ts'
import type { Handover } from './handover.ts'
import type { FlowParts } from './parts.ts'
import { FORM, limitFlow, refusal } from './refusal.ts'
import type { SentClaim } from './tokens.ts'
import type { AuthUser } from './users.ts'

/** What somebody registers with. */
export interface RegisterInput {
  email: string
  password: string
}

/** What a browser remembers of its registration, the stamp of the password that it has set: whoever has set it may keep it. */
const REGISTERED_KEY = 'account_registered'

/** Adding accounts, and verifying their addresses. */
export class RegistrationFlow {
  #parts: FlowParts
  #handover: Handover

  constructor(parts: FlowParts, handover: Handover) {
    this.#parts = parts
    this.#handover = handover
  }

  /**
   * Adds an account, or tells the owner of the address by mail that there is one. The answer is the same.
   *
   * @param fields - further attributes of the user, validated by the form
   * @returns where the browser goes
   * @throws E_VALIDATION_ERROR beyond a limit
   */
  async register(
    ctx: HttpContext,
    { email, password }: RegisterInput,
    fields: Record<string, unknown> = {}
  ): Promise<string> {
    const { config } = this.#parts
    await limitFlow(this.#parts, 'register', ctx, normalized(email))
    return atLeast(config.answerAfter, async () => {
      const stamp = await this.#add(ctx, email, password, fields)
      // Of the same size, whatever was found: a session may be in a cookie
      sessionOf(ctx).put(REGISTERED_KEY, stamp)
      return config.after.register
    })
  }

  /**
   * Sends another link to verify an address. The answer is the same where there is none, or where it is verified.
   *
   * @throws E_VALIDATION_ERROR beyond a limit
   */
  async resend(ctx: HttpContext, email: string): Promise<void> {
    const { users, config } = this.#parts
    await limitFlow(this.#parts, 'mail', ctx, normalized(email))
    await atLeast(config.answerAfter, async () => {
      const user = await users.findByEmail(email)
      if (user && !users.isVerified(user)) await this.#sendLink(ctx, user)
    })
  }

  /**
   * Verifies an address by the token of a link. Whoever has opened it has the mailbox, and need not be who has set
   * the password: then it is forgotten, with passkeys and a second factor, and they choose one.
   *
   * @returns a token to choose a password with, where it has to be
   * @throws E_VALIDATION_ERROR for a token that is not valid
   */
  async verify(ctx: HttpContext, token: string): Promise<{ choose?: string }> {
    const { users, tokens, audit } = this.#parts
    await limitFlow(this.#parts, 'token', ctx, token)
    const claim = await tokens.redeem('verify', token)
    const user = claim && (await users.findById(claim.userId))
    if (!user || users.emailOf(user) !== claim.email || users.isVerified(user)) {
      throw refusal(FORM, textsOf(ctx).answer('link'))
    }
    const userId = users.idOf(user)
    const isOwner = await this.#hasSetPassword(ctx, user)
    if (isOwner) {
      await tokens.revoke(userId)
    } else {
      await users.forgetPassword(user)
      await this.#handover.clear(ctx, user)
    }
    // Last: the account counts as that of whoever has the mailbox
    await users.markVerified(user)
    audit.tell('auth:verified', { ctx, userId })
    if (isOwner) return {}

    audit.tell('auth:password_changed', { ctx, userId, by: 'verification' })
    return { choose: await this.#handover.invite(user) }
  }

  /** @returns the stamp of the password, or one of nobody's */
  async #add(
    ctx: HttpContext,
    email: string,
    password: string,
    fields: Record<string, unknown>
  ): Promise<string> {
    const { users, tokens, mails, audit, config } = this.#parts
    const existing = await users.findByEmail(email)
    const held = existing ? undefined : await tokens.findHeld(normalized(email))
    const user = existing || held ? undefined : await users.create(email, password, fields)
    if (user) {
      audit.tell('auth:registered', { ctx, userId: users.idOf(user) })
      if (config.features.has('verify')) await this.#sendLink(ctx, user)
      else await mails.queue(ctx, 'welcome', users.emailOf(user), { link: mails.urlOf('login') })
      return users.stampOf(user)
    }
    await users.createInVain(email, password, fields)
    if (held) await this.#sendUndo(ctx, held)
    const owner = existing ?? (await users.findByEmail(email))
    if (owner && config.features.has('verify') && !users.isVerified(owner)) {
      await this.#sendLink(ctx, owner)
    } else if (owner) {
      await mails.queue(ctx, 'taken', users.emailOf(owner), { link: mails.urlOf('forgot') })
    }
    return newSecret().slice(0, users.stampLength)
  }

  /** Whoever has the mailbox may still take the account back that had this address. */
  async #sendUndo(ctx: HttpContext, held: SentClaim): Promise<void> {
    const { users, tokens, mails } = this.#parts
    const user = await users.findById(held.userId)
    if (!user) return
    const link = mails.linkTo(
      'undoEmail',
      await tokens.issue('undo', held, held.expiresAt - Date.now())
    )
    await mails.queue(ctx, 'emailChanged', held.email, { link, email: users.emailOf(user) })
  }

  async #sendLink(ctx: HttpContext, user: AuthUser): Promise<void> {
    const { users, tokens, mails, config } = this.#parts
    const email = users.emailOf(user)
    const claim = { userId: String(users.idOf(user)), email, stamp: users.stampOf(user) }
    const token = await tokens.issue('verify', claim, config.expires.verify)
    await mails.queue(ctx, 'verify', email, { link: mails.linkTo('verify', token) })
  }

  /** Whether this browser has set the password that the account has, or knows it. */
  async #hasSetPassword(ctx: HttpContext, user: AuthUser): Promise<boolean> {
    const { users } = this.#parts
    if (sessionOf(ctx).pull(REGISTERED_KEY) === users.stampOf(user)) return true
    if (!(await guardOf(ctx).check())) return false
    return users.idOf(await userOf(ctx)) === users.idOf(user)
  }
}
