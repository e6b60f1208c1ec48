/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { AuthFeature, ResolvedAuthConfig } from '../configuration.ts'
import { E_AUTH_FEATURE } from '../exceptions.ts'
import { AccountFlow } from './account_flow.ts'
import { AddressFlow } from './address_flow.ts'
import type { Logins } from './logins.ts'
import { Handover } from './handover.ts'
import type { ForgetKeys } from './handover.ts'
import { LoginFlow } from './login_flow.ts'
import { OAuthFlow } from './oauth_flow.ts'
import type { FlowParts } from './parts.ts'
import type { Passkeys } from './passkeys.ts'
import { PasskeysFlow } from './passkeys_flow.ts'
import { RegistrationFlow } from './registration_flow.ts'
import { ResetFlow } from './reset_flow.ts'
import type { SecondFactor } from './second_factor.ts'
import { SessionsFlow } from './sessions_flow.ts'
import { TotpFlow } from './totp_flow.ts'

declare module '@adonisjs/core/types' {
  interface ContainerBindings {
    /** The flows of accounts. @throws E_AUTH_CONFIG, E_AUTH_PACKAGE, E_AUTH_MODEL, E_AUTH_URL */
    'reflex.auth': AuthFlows
  }
}

/** What only some applications have. */
export interface AuthExtras {
  secondFactor?: SecondFactor
  passkeys?: Passkeys
}

/**
 * The flows of accounts: what the states of their pages call, and what controllers may.
 *
 * @example
 * ```ts
 * const flows = await ctx.containerResolver.make('reflex.auth')
 * return ctx.response.redirect(await flows.login.login(ctx, { email, password }))
 * ```
 */
export class AuthFlows {
  readonly login: LoginFlow
  readonly address: AddressFlow
  readonly account: AccountFlow
  readonly reset: ResetFlow
  readonly oauth: OAuthFlow
  readonly logins: Logins

  /** Where pages of the flows are. */
  readonly paths: ResolvedAuthConfig['paths']
  /** Where the browser goes once a flow is done. */
  readonly after: ResolvedAuthConfig['after']

  #features: ReadonlySet<AuthFeature>
  #registration: RegistrationFlow
  #sessions: SessionsFlow
  #totp: TotpFlow | undefined
  #passkeys: PasskeysFlow | undefined

  constructor(parts: FlowParts, { secondFactor, passkeys }: AuthExtras) {
    this.#features = parts.config.features
    this.paths = parts.config.paths
    this.after = parts.config.after
    this.logins = parts.logins
    this.login = new LoginFlow(parts, secondFactor)
    const forgetKeys: ForgetKeys = async (userId, client) => {
      await secondFactor?.forget(userId, client)
      await passkeys?.forget(userId, client)
    }
    const handover = new Handover(parts, forgetKeys)
    this.account = new AccountFlow(parts, forgetKeys)
    this.address = new AddressFlow(parts, this.account, handover)
    this.#registration = new RegistrationFlow(parts, handover)
    this.reset = new ResetFlow(parts, handover)
    this.oauth = new OAuthFlow(parts, this.login, handover)
    this.#sessions = new SessionsFlow(parts)
    this.#passkeys = passkeys && new PasskeysFlow(parts, this.account, this.login, passkeys)
    this.#totp = secondFactor && new TotpFlow(parts, this.account, secondFactor)
  }

  /** The path of the page on which a password is chosen, with its token. */
  pathToChoose(token: string): string {
    return `${this.paths.reset}?token=${encodeURIComponent(token)}`
  }

  /** Whether something is switched on. */
  has(feature: AuthFeature): boolean {
    return this.#features.has(feature)
  }

  /** @throws E_AUTH_FEATURE */
  get registration(): RegistrationFlow {
    return this.#require('register', this.#registration)
  }

  /** @throws E_AUTH_FEATURE */
  get verification(): Pick<RegistrationFlow, 'verify' | 'resend'> {
    return this.#require('verify', this.#registration)
  }

  /** @throws E_AUTH_FEATURE */
  get sessions(): SessionsFlow {
    return this.#require('sessions', this.#sessions)
  }

  /** @throws E_AUTH_FEATURE */
  get totp(): TotpFlow {
    if (!this.#totp) throw new E_AUTH_FEATURE(['totp'])
    return this.#totp
  }

  /** @throws E_AUTH_FEATURE */
  get passkeys(): PasskeysFlow {
    if (!this.#passkeys) throw new E_AUTH_FEATURE(['passkeys'])
    return this.#passkeys
  }

  #require<T>(feature: AuthFeature, flow: T): T {
    if (!this.#features.has(feature)) throw new E_AUTH_FEATURE([feature])
    return flow
  }
}
