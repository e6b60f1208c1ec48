/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { recentLogin } from '../../recent/main.ts'
import { textsOf } from '../texts/main.ts'
import { userOf } from './guard.ts'
import type { ForgetKeys } from './handover.ts'
import type { FlowParts } from './parts.ts'
import { limitFlow, refusal } from './refusal.ts'
import type { AuthUser } from './users.ts'

/** What users do with their own account. */
export class AccountFlow {
  #parts: FlowParts
  #forgetKeys: ForgetKeys

  constructor(parts: FlowParts, forgetKeys: ForgetKeys) {
    this.#parts = parts
    this.#forgetKeys = forgetKeys
  }

  /**
   * Checks that it is still the user who sits there.
   *
   * @throws E_AUTH_GUEST, and E_VALIDATION_ERROR for a wrong password or beyond a limit
   */
  async confirmPassword(ctx: HttpContext, currentPassword: string): Promise<AuthUser> {
    const { users, limits } = this.#parts
    const user = await userOf(ctx)
    const userId = users.idOf(user)
    await limitFlow(this.#parts, 'password', ctx, userId)
    if (!(await users.hasPassword(user, currentPassword))) {
      throw refusal('currentPassword', textsOf(ctx).answer('passwordWrong'))
    }
    await limits.forgive('password', userId)
    recentLogin.confirm(ctx)
    return user
  }

  /**
   * Changes attributes of the user. Neither the address nor the password is among them.
   *
   * @param fields - validated by the form
   * @throws E_AUTH_GUEST
   */
  async updateProfile(ctx: HttpContext, fields: Record<string, unknown>): Promise<void> {
    const { users, audit } = this.#parts
    const user = await userOf(ctx)
    await users.update(user, fields)
    audit.tell('auth:profile_changed', { ctx, userId: users.idOf(user) })
  }

  /**
   * Changes the password, and logs the user out everywhere but here.
   *
   * @throws E_AUTH_GUEST, and E_VALIDATION_ERROR for a wrong password or beyond a limit
   */
  async changePassword(ctx: HttpContext, currentPassword: string, password: string): Promise<void> {
    const { users, tokens, logins, mails, audit } = this.#parts
    const user = await this.confirmPassword(ctx, currentPassword)
    const userId = users.idOf(user)
    await logins.renew(ctx, user, () => users.setPassword(user, password))
    await tokens.revoke(userId, 'reset')
    await tokens.revoke(userId, 'email')
    await logins.endOthers(user, ctx)
    await mails.queue(ctx, 'passwordChanged', users.emailOf(user), { link: mails.urlOf('forgot') })
    audit.tell('auth:password_changed', { ctx, userId, by: 'user' })
  }

  /**
   * Deletes the account, with all that the flows have of it. What else belongs to it is for the hooks of the model.
   *
   * @returns where the browser goes
   * @throws E_AUTH_GUEST, and E_VALIDATION_ERROR for a wrong password or beyond a limit
   */
  async delete(ctx: HttpContext, currentPassword: string): Promise<string> {
    const { users, tokens, logins, audit, config } = this.#parts
    const user = await this.confirmPassword(ctx, currentPassword)
    const userId = users.idOf(user)
    await users.delete(user, async (client) => {
      await tokens.forget(userId, client)
      await this.#forgetKeys(userId, client)
    })
    await logins.endOthers(user, ctx)
    await logins.end(ctx)
    audit.tell('auth:account_deleted', { ctx, userId })
    return config.after.logout
  }
}
