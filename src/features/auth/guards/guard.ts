/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { Auth } from '../../../adonis/main.ts'
import { authenticated } from '../../../policies/main.ts'
import type { AnyRule } from '../../../policies/main.ts'
import { recentLogin } from '../recent/main.ts'
import type { Conditions } from './conditions.ts'
import type { ResolvedGuards } from './config.ts'
import { E_EMAIL_UNVERIFIED, E_GUEST_ONLY, E_RECENT_LOGIN } from './exceptions.ts'
import { GuardedRequest } from './guarded_request.ts'
import type { Refusals } from './refusals.ts'

/** What guards of an application have in common. */
export interface GuardParts {
  config: ResolvedGuards
  refusals: Refusals
}

/** Nothing to wait for, or what has to be waited for. */
export type Checked = Promise<void> | undefined

/**
 * Decides about visitors: who they are, and what they may do. What is known already is not waited for, since most events
 * ask nothing new.
 */
export class Guard {
  /** What is guarded, for the log: `OrderState.refund`. */
  readonly where: string
  readonly conditions: Conditions
  readonly #parts: GuardParts

  constructor(where: string, conditions: Conditions, parts: GuardParts) {
    this.where = where
    this.conditions = conditions
    this.#parts = parts
  }

  /**
   * Asks whether the visitor of a request may pass.
   *
   * @param withRecent - a recent login counts; false where somebody only goes on to see what they saw
   * @throws what refuses them; E_MISSING_MIDDLEWARE; what a policy throws
   */
  check(ctx: HttpContext, withRecent = true): Checked {
    const auth = authenticated(ctx)
    return auth instanceof Promise
      ? auth.then((known) => this.#judge(ctx, known, withRecent))
      : this.#judge(ctx, auth, withRecent)
  }

  /**
   * Says no. A guest may be somebody who may.
   *
   * @throws the error, or E_UNAUTHORIZED_ACCESS
   */
  async deny(ctx: HttpContext, error: Error, auth: Auth): Promise<never> {
    const { refusals } = this.#parts
    if (!auth.user) return refusals.login(auth)
    throw refusals.of(ctx, error, this.where)
  }

  #judge(ctx: HttpContext, auth: Auth, withRecent: boolean): Checked {
    const { user } = auth
    const { conditions } = this
    const { recent, rules } = conditions
    const { refusals, config } = this.#parts
    if (conditions.guest && user) {
      throw refusals.of(ctx, new E_GUEST_ONLY(), this.where, config.home)
    }
    if (conditions.user && !user) return refusals.login(auth)
    if (conditions.verified && isMissing(user!, config.verifiedAt)) {
      throw refusals.of(ctx, new E_EMAIL_UNVERIFIED(), this.where, config.verify)
    }
    if (withRecent && recent !== undefined && !recentLogin.isRecent(ctx, recent)) {
      throw refusals.of(ctx, new E_RECENT_LOGIN(), this.where, config.confirm)
    }
    return rules.length > 0 ? this.#ask(ctx, auth, rules) : undefined
  }

  #ask(ctx: HttpContext, auth: Auth, rules: readonly AnyRule[]): Checked {
    const request = GuardedRequest.of(ctx)
    for (const [index, rule] of rules.entries()) {
      const answer = request.answer(rule)
      if (answer instanceof Promise) {
        return answer.then((denial) =>
          denial ? this.deny(ctx, denial, auth) : this.#ask(ctx, auth, rules.slice(index + 1))
        )
      }
      if (answer) return this.deny(ctx, answer, auth)
    }
    return undefined
  }
}

function isMissing(user: object, attribute: string): boolean {
  const value = (user as Record<string, unknown>)[attribute]
  return value === undefined || value === null || value === false
}
