/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Infer } from '@vinejs/vine/types'
import { AppState, event, variable } from '../../../../state/main.ts'
import type { ListedSession } from '../services/sessions_flow.ts'
import { textsOfPage } from '../texts/main.ts'
import type { Labels } from '../texts/main.ts'
import { answer, flowsOf } from './support.ts'
import {
  changePasswordValidator,
  codeValidator,
  currentPasswordValidator,
  emptyValidator,
  sessionValidator,
} from './validators.ts'

/** What an authenticator app is set up with. */
export interface TotpSetup {
  /** For who types it. */
  secret: string
  /** `otpauth://…` */
  uri: string
  /** A QR code of the URI, as the address of an image. */
  qr: string
}

/** Milliseconds for which a page that is opened again still shows new recovery codes. */
const SHOWN_FOR = 30_000

/** The page of the password and the second factor. */
export abstract class SecurityForm extends AppState {
  @variable() get labels(): Labels<'security'> {
    return textsOfPage('security', this.language)
  }

  /** Whether the application has a second factor. */
  @variable() hasTotp = false
  /** Whether it is on for the user. */
  @variable() isTotpOn = false
  @variable() recoveryLeft = 0
  /** While it is set up. */
  @variable() setup: TotpSetup | null = null
  /** New ones, which are shown once. */
  @variable() recoveryCodes: string[] = []

  /** Without a script, the page is opened once more to show what has come of a form. */
  private shownUntil = 0

  @event() async open(): Promise<void> {
    if (Date.now() > this.shownUntil) this.recoveryCodes = []
    await showTotp(this)
  }

  @event(changePasswordValidator)
  async changePassword(input: Infer<typeof changePasswordValidator>): Promise<void> {
    const { account } = await flowsOf(this.ctx)
    await account.changePassword(this.ctx, input.currentPassword, input.password)
    answer(this.ctx, 'passwordChanged')
  }

  @event(currentPasswordValidator)
  async startTotp(input: Infer<typeof currentPasswordValidator>): Promise<void> {
    const { totp } = await flowsOf(this.ctx)
    this.recoveryCodes = []
    await totp.start(this.ctx, input.currentPassword)
    await showTotp(this)
  }

  @event(codeValidator) async enableTotp({ code }: Infer<typeof codeValidator>): Promise<void> {
    const { totp } = await flowsOf(this.ctx)
    this.recoveryCodes = await totp.enable(this.ctx, code)
    this.shownUntil = Date.now() + SHOWN_FOR
    await showTotp(this)
    answer(this.ctx, 'totpEnabled')
  }

  @event(currentPasswordValidator)
  async disableTotp(input: Infer<typeof currentPasswordValidator>): Promise<void> {
    const { totp } = await flowsOf(this.ctx)
    await totp.disable(this.ctx, input.currentPassword)
    this.recoveryCodes = []
    await showTotp(this)
    answer(this.ctx, 'totpDisabled')
  }

  @event(currentPasswordValidator)
  async renewCodes(input: Infer<typeof currentPasswordValidator>): Promise<void> {
    const { totp } = await flowsOf(this.ctx)
    this.recoveryCodes = (await totp.renewRecovery(this.ctx, input.currentPassword)) ?? []
    this.shownUntil = Date.now() + SHOWN_FOR
    await showTotp(this)
  }
}

async function showTotp(form: SecurityForm): Promise<void> {
  const flows = await flowsOf(form.ctx)
  form.hasTotp = flows.has('totp')
  if (!form.hasTotp) return
  const { isOn, recoveryLeft } = await flows.totp.status(form.ctx)
  form.isTotpOn = isOn
  form.recoveryLeft = recoveryLeft
  form.setup = (await flows.totp.pending(form.ctx)) ?? null
}

/** The page of the browsers that are logged in. */
export abstract class SessionsForm extends AppState {
  @variable() get labels(): Labels<'sessions'> {
    return textsOfPage('sessions', this.language)
  }

  /** Whether the store of sessions can list them. */
  @variable() areListed = true
  @variable() sessions: ListedSession[] = []

  @event() async open(): Promise<void> {
    await showSessions(this)
  }

  @event(sessionValidator) async end({ id }: Infer<typeof sessionValidator>): Promise<void> {
    const { sessions } = await flowsOf(this.ctx)
    await sessions.end(this.ctx, id)
    await showSessions(this)
    answer(this.ctx, 'sessionsEnded')
  }

  @event(emptyValidator) async endOthers(_: Infer<typeof emptyValidator>): Promise<void> {
    const { sessions } = await flowsOf(this.ctx)
    await sessions.endOthers(this.ctx)
    await showSessions(this)
    answer(this.ctx, 'sessionsEnded')
  }
}

async function showSessions(form: SessionsForm): Promise<void> {
  const { sessions } = await flowsOf(form.ctx)
  form.areListed = await sessions.areListed()
  form.sessions = await sessions.list(form.ctx)
}
