/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Infer } from '@vinejs/vine/types'
import type { JsonValue } from '../../../../protocol/main.ts'
import { actions, AppState, event, variable } from '../../../../state/main.ts'
import type { BrowserAction } from '../../../../state/main.ts'
import type { ListedPasskey } from '../services/passkeys.ts'
import { refusal, FORM } from '../services/refusal.ts'
import { textsOf, textsOfPage } from '../texts/main.ts'
import type { Labels } from '../texts/main.ts'
import { answer, flowsOf } from './support.ts'
import {
  addPasskeyValidator,
  answerValidator,
  currentPasswordValidator,
  sessionValidator,
} from './validators.ts'

/** Logging in with a passkey: a script of the page asks the browser for it. */
export abstract class PasskeyLoginForm extends AppState {
  /** What the browser is asked with. */
  @event() async ask(): Promise<JsonValue> {
    const { passkeys } = await flowsOf(this.ctx)
    return (await passkeys.loginOptions(this.ctx)) as unknown as JsonValue
  }

  /** Takes what the browser has answered, as JSON. */
  @event(answerValidator)
  async enter({ response }: Infer<typeof answerValidator>): Promise<BrowserAction> {
    const { passkeys } = await flowsOf(this.ctx)
    return actions.redirect(await passkeys.login(this.ctx, parsed(this, response)))
  }
}

/** The page of the passkeys of an account. */
export abstract class PasskeysForm extends AppState {
  @variable() get labels(): Labels<'passkeys'> {
    return textsOfPage('passkeys', this.language)
  }

  @variable() passkeys: ListedPasskey[] = []

  @event() async open(): Promise<void> {
    await showPasskeys(this)
  }

  /** What the browser makes a passkey with. */
  @event(currentPasswordValidator)
  async ask(input: Infer<typeof currentPasswordValidator>): Promise<JsonValue> {
    const { passkeys } = await flowsOf(this.ctx)
    const options = await passkeys.registrationOptions(this.ctx, input.currentPassword)
    return options as unknown as JsonValue
  }

  /** Takes what the browser has made, as JSON. */
  @event(addPasskeyValidator)
  async add({ name, response }: Infer<typeof addPasskeyValidator>): Promise<void> {
    const { passkeys } = await flowsOf(this.ctx)
    await passkeys.add(this.ctx, name, parsed(this, response))
    await showPasskeys(this)
    answer(this.ctx, 'passkeyAdded')
  }

  @event(sessionValidator) async remove({ id }: Infer<typeof sessionValidator>): Promise<void> {
    const { passkeys } = await flowsOf(this.ctx)
    await passkeys.remove(this.ctx, id)
    await showPasskeys(this)
    answer(this.ctx, 'passkeyRemoved')
  }
}

async function showPasskeys(form: PasskeysForm): Promise<void> {
  const { passkeys } = await flowsOf(form.ctx)
  form.passkeys = await passkeys.list(form.ctx)
}

/** What a browser has answered. What is in it is checked with its signature. */
function parsed<T>(form: AppState, json: string): T {
  try {
    const value = JSON.parse(json) as { id?: unknown } | null
    if (typeof value?.id === 'string') return value as T
  } catch {
    // Refused like any other
  }
  throw refusal(FORM, textsOf(form.ctx).answer('passkey'))
}
