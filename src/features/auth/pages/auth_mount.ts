/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { NamedMiddleware } from '../../../mount/main.ts'
import { checkNames } from '../../../option_names.ts'
import type { OptionNames } from '../../../option_names.ts'
import type { PageDefinition } from '../../../pages/main.ts'
import type { ResolvedAuthConfig } from '../flows/main.ts'
import { isPrefix } from '../flows/prefix.ts'
import { E_AUTH_PAGES } from './exceptions.ts'
import { AUTH_PAGES, authPagesOf, readyPage, writtenPage } from './page_files.ts'
import type { AuthPage } from './page_files.ts'

/** How the pages of accounts become routes. The prefix and the pages are read without running them: write literals. */
export interface AuthMountOptions {
  /** The collection returned by `router.named()`: the pages name `auth`, and `guest` where there is one. */
  middleware?: NamedMiddleware
  /** What the routes of the pages begin with: `/account`. @default `prefix` of `defineAuth()`, or none */
  prefix?: string
  /** Pages of one's own in place of ready ones: `{ login: 'resources/pages/login.tsx' }`. */
  pages?: Partial<Record<AuthPage, string>>
}

const NAMES: OptionNames<AuthMountOptions> = { middleware: true, prefix: true, pages: true }

/** @throws E_AUTH_PAGES for what no application can mean */
export function checkAuthOptions(options: AuthMountOptions): void {
  checkNames('', options, NAMES, E_AUTH_PAGES)
  checkPrefix(options.prefix)
  const names = Object.fromEntries(Object.keys(AUTH_PAGES).map((name) => [name, true]))
  checkNames('pages', options.pages, names as Record<AuthPage, true>, E_AUTH_PAGES)
  for (const [name, file] of Object.entries(options.pages ?? {})) {
    if (typeof file === 'string' && file !== '') continue
    throw new E_AUTH_PAGES([`pages.${name}`, 'write the path of a page: resources/pages/login.tsx'])
  }
}

/** @throws E_AUTH_PAGES for what no route begins with */
function checkPrefix(prefix: string | undefined): void {
  if (prefix === undefined || isPrefix(prefix)) return
  const problem = `${JSON.stringify(prefix)} is not the beginning of a path. Write "/account"`
  throw new E_AUTH_PAGES(['prefix', problem])
}

/**
 * The flows with the prefix of their pages.
 *
 * @throws E_AUTH_PAGES where `defineAuth()` says another one
 */
export function withPrefix(
  config: ResolvedAuthConfig,
  prefix: string | undefined
): ResolvedAuthConfig {
  if (prefix === undefined || prefix === config.prefix) return config
  if (config.prefix !== '') {
    const problem = `it is "${prefix}", and that of defineAuth() in config/reflex.ts is "${config.prefix}". Leave one of them out`
    throw new E_AUTH_PAGES(['prefix', problem])
  }
  return config.withPrefix(prefix)
}

/** What is known of the application besides its pages. */
export interface AuthPageSources {
  /** Whether a page may be missing: it has a mistake that is told elsewhere, or nobody asks for pages. */
  mayLack: (id: string) => boolean
  /** Whether the page has a route already. */
  isMounted: (id: string) => boolean
}

/**
 * The pages of accounts of an application: for each its own, or the ready one.
 *
 * @param found - all pages of the application
 * @throws E_AUTH_PAGES for a page that is not there, that is not switched on, or where the flows do not lead
 */
export function chooseAuthPages(
  found: readonly PageDefinition[],
  { pages = {} }: AuthMountOptions,
  config: ResolvedAuthConfig,
  sources: AuthPageSources
): PageDefinition[] {
  const names = authPagesOf(config.features)
  for (const name of Object.keys(pages) as AuthPage[]) {
    if (names.includes(name)) continue
    const problem = `add "${AUTH_PAGES[name].feature}" to "features" of defineAuth() in config/reflex.ts, or leave the page out`
    throw new E_AUTH_PAGES([`pages.${name}`, problem])
  }
  const byId = new Map(found.map((definition) => [definition.id, definition]))
  return names.flatMap((name) => {
    const own = pages[name]?.replace(/^\.\//, '')
    const definition =
      own === undefined ? (byId.get(writtenPage(name)) ?? byId.get(readyPage(name))) : byId.get(own)
    if (definition) {
      if (!sources.isMounted(definition.id)) checkRoute(name, definition, config)
      return [definition]
    }
    if ([own, writtenPage(name), readyPage(name)].some((id) => id && sources.mayLack(id))) return []
    throw new E_AUTH_PAGES([`pages.${name}`, whyMissing(own)])
  })
}

function whyMissing(own: string | undefined): string {
  return own === undefined
    ? 'the ready page is not there. Run "node ace codegen", which needs () => import("reflex-adonis/auth/pages_hook") under hooks.init in adonisrc.ts, and literals in start/routes.ts and config/reflex.ts. If a page of your own has its route, name that here'
    : `there is no page "${own}". Write its path from the root of the application, in a folder that "pages" of config/reflex.ts names`
}

/** Mails and redirects of the flows lead to some of the pages. */
function checkRoute(name: AuthPage, { id, route }: PageDefinition, { paths }: ResolvedAuthConfig) {
  const path = (paths as Partial<Record<AuthPage, string>>)[name]
  if (path === undefined || path === route) return
  const problem = `the route of ${id} is "${route}", and the flows lead to "${path}". Let "paths" or "prefix" of defineAuth() and the page say the same`
  throw new E_AUTH_PAGES([`pages.${name}`, problem])
}
