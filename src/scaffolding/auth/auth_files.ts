/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { AuthFeature } from '../../features/auth/flows/main.ts'

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

/** Stubs by what has to be switched on for them. */
const STUBS: Record<AuthFeature | 'always', readonly string[]> = {
  always: [
    'components/css',
    'components/fields',
    'components/auth_page',
    'components/settings_page',
    'mails/mail',
    'mails/text',
    ...both('login', 'security', 'appearance', 'confirm_email', 'undo_email', 'reset_password'),
    'states/logout',
    'states/account',
    'pages/profile',
  ],
  register: both('register'),
  verify: both('verify_email'),
  reset: both('forgot_password'),
  totp: both('challenge'),
  passkeys: ['components/passkey_login', 'states/passkey_login', ...both('passkeys')],
  sessions: both('sessions'),
}

/** What a stub of an Edge view has in place of Edge's braces, which are those of stubs as well. */
export const EDGE = {
  open: '{{',
  close: '}}',
  text: '{{{ body }}}\n\n{{{ link }}}\n\n{{{ footer }}}',
} as const

function both(...names: string[]): string[] {
  return names.flatMap((name) => [`states/${name}`, `pages/${name}`])
}

/** The stubs for some features, states before the pages that import them. */
export function stubsOf(features: ReadonlySet<AuthFeature>): string[] {
  const chosen = FEATURES.filter((feature) => features.has(feature))
  const stubs = [...STUBS.always, ...chosen.flatMap((feature) => STUBS[feature])]
  return stubs.sort((a, b) => Number(a.startsWith('pages/')) - Number(b.startsWith('pages/')))
}
