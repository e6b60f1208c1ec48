/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Infer } from '@vinejs/vine/types'
import { actions, AppState, event, variable } from '../../../../state/main.ts'
import type { BrowserAction } from '../../../../state/main.ts'
import { textsOfPage } from '../texts/main.ts'
import type { Labels } from '../texts/main.ts'
import { answer, flowsOf, refuse } from './support.ts'
import { codeValidator, emailValidator, loginValidator, registerValidator } from './validators.ts'

/** The page on which users log in. */
export abstract class LoginForm extends AppState {
  @variable() get labels(): Labels<'login'> {
    return textsOfPage('login', this.language)
  }

  @event(loginValidator)
  async login(input: Infer<typeof loginValidator>): Promise<BrowserAction> {
    const flows = await flowsOf(this.ctx)
    return actions.redirect(await flows.login.login(this.ctx, input))
  }
}

/** The page that asks for the second factor. */
export abstract class ChallengeForm extends AppState {
  @variable() get labels(): Labels<'challenge'> {
    return textsOfPage('challenge', this.language)
  }

  @event() async open(): Promise<BrowserAction | void> {
    const flows = await flowsOf(this.ctx)
    if (await flows.login.isPending(this.ctx)) return
    refuse(this.ctx, 'pending')
    return actions.redirect(flows.paths.login)
  }

  @event(codeValidator)
  async confirm({ code }: Infer<typeof codeValidator>): Promise<BrowserAction> {
    const flows = await flowsOf(this.ctx)
    return actions.redirect(await flows.login.challenge(this.ctx, code))
  }
}

/** The page on which visitors get an account. */
export abstract class RegisterForm extends AppState {
  @variable() get labels(): Labels<'register'> {
    return textsOfPage('register', this.language)
  }

  /**
   * Everything besides the address and the password is an attribute of the user. Override it with a validator for
   * further ones.
   */
  @event(registerValidator)
  async register(input: Infer<typeof registerValidator>): Promise<BrowserAction> {
    const { email, password, ...fields } = input
    const { registration } = await flowsOf(this.ctx)
    const to = await registration.register(this.ctx, { email, password }, fields)
    answer(this.ctx, 'registered')
    return actions.redirect(to)
  }
}

/** The page for forgotten passwords. */
export abstract class ForgotForm extends AppState {
  @variable() get labels(): Labels<'forgot'> {
    return textsOfPage('forgot', this.language)
  }

  @event(emailValidator)
  async send({ email }: Infer<typeof emailValidator>): Promise<void> {
    const { reset } = await flowsOf(this.ctx)
    await reset.request(this.ctx, email)
    answer(this.ctx, 'mailed')
  }
}
