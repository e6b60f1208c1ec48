/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { AuthFeature } from '../../features/auth/flows/main.ts'
import { AUTH_PAGES, authPagesOf } from '../../features/auth/main.ts'

/** What `make:auth` knows. A type-checked list: the command itself loads none of the flows. */
export const FEATURES: readonly AuthFeature[] = [
  'register',
  'verify',
  'reset',
  'totp',
  'passkeys',
  'sessions',
]

/** Packages of features that need some. */
export const PACKAGES_OF: Partial<Record<AuthFeature, readonly string[]>> = {
  totp: ['otpauth', 'uqr'],
  passkeys: ['@simplewebauthn/server', '@simplewebauthn/browser'],
}

/** Stubs of mails, which are sent in the built-in views unless the application has its own. */
const MAILS = ['mails/mail', 'mails/text']

/** Stubs of what pages have in common. */
const COMMON = [
  'components/css',
  'components/fields',
  'components/auth_page',
  'components/settings_page',
  'states/logout',
]

/** Stubs that the login page has besides with passkeys. */
const PASSKEY_LOGIN = ['components/passkey_login', 'states/passkey_login']

/** States whose page has another name. */
const STATE_OF: Partial<Record<string, string>> = { profile: 'account' }

/** What a stub of an Edge view has in place of Edge's braces, which are those of stubs as well. */
export const EDGE = {
  open: '{{',
  close: '}}',
  text: '{{{ body }}}\n\n{{{ link }}}\n\n{{{ footer }}}',
} as const

/** The stubs of pages with all that they import, states before the pages that import them. */
export function pageStubsOf(features: ReadonlySet<AuthFeature>): string[] {
  const files = authPagesOf(features).map((name) => AUTH_PAGES[name].file)
  return [
    ...COMMON,
    ...(features.has('passkeys') ? PASSKEY_LOGIN : []),
    ...files.map((file) => `states/${STATE_OF[file] ?? file}`),
    ...files.map((file) => `pages/${file}`),
  ]
}

/** The stubs for some features. */
export function stubsOf(features: ReadonlySet<AuthFeature>): string[] {
  return [...MAILS, ...pageStubsOf(features)]
}
