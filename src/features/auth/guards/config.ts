/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { path, text } from '../../../option_values.ts'

/** Where visitors are led whom a guard refuses. */
export interface GuardsConfig {
  /** Path of the login. @default '/login' */
  login?: string
  /** Path where users are led who call what is for guests. @default '/' */
  home?: string
  /**
   * Path of the page that asks for the password, a code or a passkey again.
   *
   * @default none: the event is refused with a toast
   */
  confirm?: string
  /**
   * Path of the page that says how an e-mail address is verified.
   *
   * @default none: the event is refused with a toast
   */
  verify?: string
  /** Attribute of the user with the time at which the address was verified. @default 'emailVerifiedAt' */
  verifiedAt?: string
}

/** The same with all defaults. */
export interface ResolvedGuards {
  login: string
  home: string
  confirm: string | undefined
  verify: string | undefined
  verifiedAt: string
}

/**
 * @param defaults - what the application says elsewhere
 * @throws E_INVALID_CONFIG
 */
export function resolveGuards(
  options: GuardsConfig = {},
  defaults: Partial<ResolvedGuards> = {}
): ResolvedGuards {
  return {
    login: path('guards.login', options.login) ?? defaults.login ?? '/login',
    home: path('guards.home', options.home) ?? defaults.home ?? '/',
    confirm: path('guards.confirm', options.confirm) ?? defaults.confirm,
    verify: path('guards.verify', options.verify) ?? defaults.verify,
    verifiedAt:
      text('guards.verifiedAt', options.verifiedAt) ?? defaults.verifiedAt ?? 'emailVerifiedAt',
  }
}
