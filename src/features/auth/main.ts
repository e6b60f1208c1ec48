/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to who may do what. It imports nothing of @adonisjs/bouncer and Lucid but types.
 */

export { abilities, can, guard, Guards, resolveGuards, recent, subject } from './guards/main.ts'
export type {
  GuardOptions,
  ResolvedGuards,
  GuardsConfig,
  StateGuardOptions,
  SubjectOptions,
} from './guards/main.ts'
export { E_AUTH_CONFIG } from './flows/exceptions.ts'
export { isPrefix } from './flows/prefix.ts'
export {
  AUTH_PAGES,
  authPagesOf,
  checkAuthOptions,
  chooseAuthPages,
  E_AUTH_PAGES,
  withPrefix,
  writtenPage,
} from './pages/main.ts'
export type { AuthMountOptions, AuthPage } from './pages/main.ts'
export { RecentLogin, recentLogin } from './recent/main.ts'
