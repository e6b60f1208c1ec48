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
import { answer, flowsOf, tokenOfLink } from './support.ts'
import { emailValidator, resetValidator, tokenValidator } from './validators.ts'

/*
 * Pages that links of mails lead to. Opening one changes nothing, since programs that look for viruses open links,
 * too: a form sends the token.
 */

/** The page on which a new password is chosen. */
export abstract class ResetForm extends AppState {
  @variable() get labels(): Labels<'reset'> {
    return textsOfPage('reset', this.language)
  }

  @variable() token = ''

  @event() open(): void {
    this.token = tokenOfLink(this.ctx)
  }

  @event(resetValidator)
  async choose({ token, password }: Infer<typeof resetValidator>): Promise<BrowserAction> {
    const { reset } = await flowsOf(this.ctx)
    const to = await reset.reset(this.ctx, token, password)
    answer(this.ctx, 'passwordSet')
    return actions.redirect(to)
  }
}

/** The page that verifies an address, and sends another link. */
export abstract class VerifyForm extends AppState {
  @variable() get labels(): Labels<'verify'> {
    return textsOfPage('verify', this.language)
  }

  @variable() token = ''

  @event() open(): void {
    this.token = tokenOfLink(this.ctx)
  }

  @event(tokenValidator)
  async verify({ token }: Infer<typeof tokenValidator>): Promise<BrowserAction> {
    const flows = await flowsOf(this.ctx)
    const { choose } = await flows.verification.verify(this.ctx, token)
    answer(this.ctx, choose === undefined ? 'verified' : 'choosePassword')
    return actions.redirect(choose === undefined ? flows.after.verify : flows.pathToChoose(choose))
  }

  @event(emailValidator)
  async resend({ email }: Infer<typeof emailValidator>): Promise<void> {
    const { verification } = await flowsOf(this.ctx)
    await verification.resend(this.ctx, email)
    answer(this.ctx, 'mailed')
  }
}

/** The page that confirms a new address. */
export abstract class ConfirmEmailForm extends AppState {
  @variable() get labels(): Labels<'confirmEmail'> {
    return textsOfPage('confirmEmail', this.language)
  }

  @variable() token = ''

  @event() open(): void {
    this.token = tokenOfLink(this.ctx)
  }

  @event(tokenValidator)
  async confirm({ token }: Infer<typeof tokenValidator>): Promise<BrowserAction> {
    const { address, after } = await flowsOf(this.ctx)
    await address.confirm(this.ctx, token)
    answer(this.ctx, 'emailChanged')
    return actions.redirect(after.verify)
  }
}

/** The page that takes a change of address back. */
export abstract class UndoEmailForm extends AppState {
  @variable() get labels(): Labels<'undoEmail'> {
    return textsOfPage('undoEmail', this.language)
  }

  @variable() token = ''

  @event() open(): void {
    this.token = tokenOfLink(this.ctx)
  }

  @event(tokenValidator)
  async undo({ token }: Infer<typeof tokenValidator>): Promise<BrowserAction> {
    const flows = await flowsOf(this.ctx)
    const choose = await flows.address.undo(this.ctx, token)
    answer(this.ctx, 'emailUndone')
    return actions.redirect(flows.pathToChoose(choose))
  }
}
