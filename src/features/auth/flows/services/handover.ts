/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { Database } from '@adonisjs/lucid/database'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { FlowParts } from './parts.ts'
import type { AuthUser } from './users.ts'

/** Removes the passkeys and the second factor of an account. */
export type ForgetKeys = (
  userId: string | number,
  client?: QueryClientContract | Database
) => Promise<void>

/** Gives an account to whoever has its mailbox: a stranger may have been in it. */
export class Handover {
  #parts: FlowParts
  #forgetKeys: ForgetKeys

  constructor(parts: FlowParts, forgetKeys: ForgetKeys) {
    this.#parts = parts
    this.#forgetKeys = forgetKeys
  }

  /**
   * Ends all sessions of an account whose password is another one by now, and removes its links, passkeys and second
   * factor.
   */
  async clear(ctx: HttpContext, user: AuthUser): Promise<void> {
    const { users, tokens, logins } = this.#parts
    const userId = users.idOf(user)
    await tokens.revoke(userId)
    await logins.endAll(user, ctx)
    // Last: a session may have added some until it has ended
    await this.#forgetKeys(userId)
  }

  /** @returns a token to choose a password with */
  invite(user: AuthUser): Promise<string> {
    const { users, tokens, config } = this.#parts
    const claim = {
      userId: String(users.idOf(user)),
      email: users.emailOf(user),
      stamp: users.stampOf(user),
    }
    return tokens.issue('reset', claim, config.expires.reset)
  }
}
