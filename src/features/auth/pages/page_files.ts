/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { GENERATED } from '../../../pages/main.ts'
import type { AuthFeature } from '../flows/main.ts'

/** A page of accounts. */
export type AuthPage =
  | 'login'
  | 'register'
  | 'verify'
  | 'forgot'
  | 'reset'
  | 'challenge'
  | 'confirmEmail'
  | 'undoEmail'
  | 'profile'
  | 'security'
  | 'passkeys'
  | 'sessions'
  | 'appearance'

/** The file of a page, and what has to be switched on for it. */
interface AuthPageFile {
  /** Without folder and ending. */
  file: string
  feature?: AuthFeature
}

/** All pages of accounts. */
export const AUTH_PAGES: Readonly<Record<AuthPage, AuthPageFile>> = {
  login: { file: 'login' },
  register: { file: 'register', feature: 'register' },
  verify: { file: 'verify_email', feature: 'verify' },
  forgot: { file: 'forgot_password', feature: 'reset' },
  reset: { file: 'reset_password' },
  challenge: { file: 'challenge', feature: 'totp' },
  confirmEmail: { file: 'confirm_email' },
  undoEmail: { file: 'undo_email' },
  profile: { file: 'profile' },
  security: { file: 'security' },
  passkeys: { file: 'passkeys', feature: 'passkeys' },
  sessions: { file: 'sessions', feature: 'sessions' },
  appearance: { file: 'appearance' },
}

/** The pages that there are with some features. */
export function authPagesOf(features: ReadonlySet<AuthFeature>): AuthPage[] {
  const names = Object.keys(AUTH_PAGES) as AuthPage[]
  return names.filter((name) => {
    const { feature } = AUTH_PAGES[name]
    return feature === undefined || features.has(feature)
  })
}

/** Where `make:auth` writes a page, from the application root. One that is there is used in place of the ready one. */
export function writtenPage(name: AuthPage): string {
  return `resources/pages/auth/${AUTH_PAGES[name].file}.tsx`
}

/** Where the ready page is. */
export function readyPage(name: AuthPage): string {
  return writtenPage(name).replace('resources', GENERATED.browser)
}
