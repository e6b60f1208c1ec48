/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Infer } from '@vinejs/vine/types'
import { cookie } from '../../../places/main.ts'
import { actions, AppState, event, variable } from '../../../../state/main.ts'
import type { BrowserAction } from '../../../../state/main.ts'
import { userOf } from '../services/guard.ts'
import { directionOf } from '../../../../protocol/main.ts'
import { textsOfPage } from '../texts/main.ts'
import type { Labels } from '../texts/main.ts'
import { answer, flowsOf } from './support.ts'
import {
  changeEmailValidator,
  currentPasswordValidator,
  emptyValidator,
  profileValidator,
  themeOfCookie,
  themeValidator,
} from './validators.ts'

/** Logging out, from any page. */
export abstract class LogoutForm extends AppState {
  @event(emptyValidator) async logout(_: Infer<typeof emptyValidator>): Promise<BrowserAction> {
    const { login } = await flowsOf(this.ctx)
    return actions.redirect(await login.logout(this.ctx))
  }
}

/** The page of the name, the address, and the end of an account. */
export abstract class ProfileForm extends AppState {
  @variable() get labels(): Labels<'profile'> {
    return textsOfPage('profile', this.language)
  }

  @variable() fullName = ''
  @variable() email = ''

  @event() async open(): Promise<void> {
    const { fullName, email } = (await userOf(this.ctx)) as unknown as Record<string, unknown>
    this.fullName = typeof fullName === 'string' ? fullName : ''
    this.email = typeof email === 'string' ? email : ''
  }

  /** Override it with a validator for further attributes. */
  @event(profileValidator) async save(fields: Infer<typeof profileValidator>): Promise<void> {
    const { account } = await flowsOf(this.ctx)
    await account.updateProfile(this.ctx, fields)
    this.fullName = fields.fullName ?? ''
    answer(this.ctx, 'saved')
  }

  @event(changeEmailValidator)
  async changeEmail(input: Infer<typeof changeEmailValidator>): Promise<void> {
    const { address } = await flowsOf(this.ctx)
    await address.request(this.ctx, input.email, input.currentPassword)
    answer(this.ctx, 'emailMailed')
  }

  @event(currentPasswordValidator)
  async deleteAccount(input: Infer<typeof currentPasswordValidator>): Promise<BrowserAction> {
    const { account } = await flowsOf(this.ctx)
    const to = await account.delete(this.ctx, input.currentPassword)
    answer(this.ctx, 'deleted')
    return actions.redirect(to)
  }
}

/** The page of the colours, which all pages of the flows follow. */
export abstract class AppearanceForm extends AppState {
  @variable() get labels(): Labels<'appearance'> {
    return textsOfPage('appearance', this.language)
  }

  @cookie({ validator: themeOfCookie, maxAge: '1 year' })
  theme: 'system' | 'light' | 'dark' = 'system'

  @variable() get direction(): 'ltr' | 'rtl' {
    return directionOf(this.language)
  }

  @event(themeValidator) choose({ theme }: Infer<typeof themeValidator>): void {
    this.theme = theme
    answer(this.ctx, 'saved')
  }
}
