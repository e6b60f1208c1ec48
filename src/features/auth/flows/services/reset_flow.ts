/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { E_AUTH_FEATURE } from '../exceptions.ts'
import { textsOf } from '../texts/main.ts'
import { normalized } from './address.ts'
import { atLeast } from './at_least.ts'
import type { Handover } from './handover.ts'
import type { FlowParts } from './parts.ts'
import { FORM, limitFlow, refusal } from './refusal.ts'

/** Forgotten passwords. */
export class ResetFlow {
  #parts: FlowParts
  #handover: Handover

  constructor(parts: FlowParts, handover: Handover) {
    this.#parts = parts
    this.#handover = handover
  }

  /**
   * Puts a mail with a link into the queue, where there is an account. Neither what it says nor how long it takes
   * tells whether there is.
   *
   * @throws E_AUTH_FEATURE, and E_VALIDATION_ERROR beyond a limit
   */
  async request(ctx: HttpContext, email: string): Promise<void> {
    const { users, tokens, mails, audit, config } = this.#parts
    if (!config.features.has('reset')) throw new E_AUTH_FEATURE(['reset'])
    await limitFlow(this.#parts, 'mail', ctx, normalized(email))
    await atLeast(config.answerAfter, async () => {
      const user = await users.findByEmail(email)
      if (!user) return
      const userId = users.idOf(user)
      const address = users.emailOf(user)
      const claim = { userId: String(userId), email: address, stamp: users.stampOf(user) }
      const token = await tokens.issue('reset', claim, config.expires.reset)
      await mails.queue(ctx, 'reset', address, { link: mails.linkTo('reset', token) })
      audit.tell('auth:reset_requested', { ctx, userId })
    })
  }

  /**
   * Sets a new password by the token of a link, and logs everybody out of the account. A token is good once, and
   * not after another change of the password or the address. The second factor and the passkeys stay, unless nobody has
   * verified the address before.
   *
   * @returns where the browser goes
   * @throws E_VALIDATION_ERROR for a token that is not valid
   */
  async reset(ctx: HttpContext, token: string, password: string): Promise<string> {
    const { users, tokens, logins, mails, audit, config } = this.#parts
    await limitFlow(this.#parts, 'token', ctx, token)
    const claim = await tokens.redeem('reset', token)
    const user = claim && (await users.findById(claim.userId))
    if (!user || users.emailOf(user) !== claim.email || users.stampOf(user) !== claim.stamp) {
      throw refusal(FORM, textsOf(ctx).answer('link'))
    }
    const userId = users.idOf(user)
    await users.setPassword(user, password)
    if (users.isVerified(user) || !config.features.has('verify')) {
      await tokens.revoke(userId)
      await logins.endAll(user, ctx)
    } else {
      // Whoever has the link has the mailbox, and need not be who has registered
      await this.#handover.clear(ctx, user)
    }
    if (!users.isVerified(user)) await users.markVerified(user)
    await mails.queue(ctx, 'passwordChanged', users.emailOf(user), { link: mails.urlOf('forgot') })
    audit.tell('auth:password_changed', { ctx, userId, by: 'reset' })
    return config.after.reset
  }
}
