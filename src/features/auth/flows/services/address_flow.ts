/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { textsOf } from '../texts/main.ts'
import type { AccountFlow } from './account_flow.ts'
import { normalized } from './address.ts'
import { atLeast } from './at_least.ts'
import type { Handover } from './handover.ts'
import type { FlowParts } from './parts.ts'
import { FORM, limitFlow, refusal } from './refusal.ts'

/** Changing the address of an account, and taking that back. */
export class AddressFlow {
  #parts: FlowParts
  #account: AccountFlow
  #handover: Handover

  constructor(parts: FlowParts, account: AccountFlow, handover: Handover) {
    this.#parts = parts
    this.#account = account
    this.#handover = handover
  }

  /**
   * Sends a link to a new address. The answer is the same where somebody else has it: they get a mail.
   *
   * @throws E_AUTH_GUEST, and E_VALIDATION_ERROR for a wrong password or beyond a limit
   */
  async request(ctx: HttpContext, email: string, currentPassword: string): Promise<void> {
    const { users, tokens, mails, audit, config } = this.#parts
    const user = await this.#account.confirmPassword(ctx, currentPassword)
    const userId = users.idOf(user)
    await limitFlow(this.#parts, 'mail', ctx, userId)
    await atLeast(config.answerAfter, async () => {
      const address = normalized(email)
      const other = await users.findByEmail(address)
      if (other) {
        if (users.idOf(other) === userId) return
        const link = mails.urlOf('forgot')
        return mails.queue(ctx, 'taken', users.emailOf(other), { link })
      }
      await tokens.revoke(userId, 'email')
      const claim = { userId: String(userId), email: address, stamp: users.stampOf(user) }
      const token = await tokens.issue('email', claim, config.expires.email)
      await mails.queue(ctx, 'confirmEmail', address, {
        link: mails.linkTo('confirmEmail', token),
      })
      const from = users.emailOf(user)
      audit.tell('auth:email_change_requested', { ctx, userId, from, to: address })
    })
  }

  /**
   * Uses the new address, by the token that was sent to it. The old one is told, with a link that takes it back.
   *
   * @throws E_VALIDATION_ERROR for a token that is not valid, or where somebody else has the address by now
   */
  async confirm(ctx: HttpContext, token: string): Promise<void> {
    const { users, tokens, mails, audit, config } = this.#parts
    const texts = textsOf(ctx)
    await limitFlow(this.#parts, 'token', ctx, token)
    const claim = await tokens.redeem('email', token)
    const user = claim && (await users.findById(claim.userId))
    if (!user || users.stampOf(user) !== claim.stamp) throw refusal(FORM, texts.answer('link'))
    const userId = users.idOf(user)
    const from = users.emailOf(user)
    if (!(await users.setEmail(user, claim.email))) throw refusal(FORM, texts.answer('emailTaken'))

    const undo = { userId: String(userId), email: from, stamp: users.stampOf(user) }
    const link = mails.linkTo('undoEmail', await tokens.issue('undo', undo, config.expires.undo))
    // Links that the old address was sent are those of another mailbox now
    await tokens.revoke(userId, 'reset')
    await mails.queue(ctx, 'emailChanged', from, { link, email: claim.email })
    audit.tell('auth:email_changed', { ctx, userId, from, to: claim.email })
  }

  /**
   * Takes a change back, by the token that the old address was sent. Somebody else may have the account: everybody is
   * logged out of it, nobody knows its password, and it has no passkeys and no second factor.
   *
   * @returns a token to choose a password with
   * @throws E_VALIDATION_ERROR for a token that is not valid
   */
  async undo(ctx: HttpContext, token: string): Promise<string> {
    const { users, tokens, audit } = this.#parts
    const texts = textsOf(ctx)
    await limitFlow(this.#parts, 'token', ctx, token)
    // It is used up when all is done: an attempt that fails may be repeated
    const claim = await tokens.find('undo', token)
    const user = claim && (await users.findById(claim.userId))
    if (!user) throw refusal(FORM, texts.answer('link'))
    const userId = users.idOf(user)
    const from = users.emailOf(user)
    if (!(await users.restore(user, claim.email))) throw refusal(FORM, texts.answer('emailTaken'))
    await this.#handover.clear(ctx, user)
    await tokens.revokeUndo(userId, claim)
    if (!(await tokens.redeem('undo', token))) throw refusal(FORM, texts.answer('link'))
    audit.tell('auth:email_change_undone', { ctx, userId, from, to: claim.email })
    audit.tell('auth:password_changed', { ctx, userId, by: 'undo' })
    return this.#handover.invite(user)
  }
}
