/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to the ready pages of accounts: which there are, and which of them an application mounts.
 */

export { chooseAuthPages, checkAuthOptions, withPrefix } from './auth_mount.ts'
export type { AuthMountOptions, AuthPageSources } from './auth_mount.ts'
export { E_AUTH_PAGES } from './exceptions.ts'
export { AUTH_PAGES, authPagesOf, readyPage, writtenPage } from './page_files.ts'
export type { AuthPage } from './page_files.ts'
