/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync } from 'node:fs'
import type { RouteGroup } from '@adonisjs/core/http'
import {
  checkAuthOptions,
  chooseAuthPages,
  E_AUTH_CONFIG,
  E_AUTH_PAGES,
  withPrefix,
} from '../features/auth/main.ts'
import type { AuthMountOptions } from '../features/auth/main.ts'
import { E_NOT_STARTED } from '../exceptions.ts'
import type { MountOptions, PageRouter } from '../mount/main.ts'
import { isGenerated } from '../pages/main.ts'
import type { PageDefinition } from '../pages/main.ts'
import type { TabService } from '../tabs/main.ts'
import { createPageRouter } from './create_page_router.ts'
import type { Parts } from './parts.ts'
import type { Sources } from './sources.ts'

/** What the application mounts: its pages, and those of accounts. */
export class Mounts {
  /** Whether the application has asked for its pages. */
  isAsked = false

  #parts: Parts
  #sources: Sources
  #tabs: () => TabService
  #router: PageRouter | undefined
  /** Ids of the pages of accounts, once they are mounted. */
  #ofAccounts: ReadonlySet<string> | undefined

  constructor(parts: Parts, sources: Sources, tabs: () => TabService) {
    this.#parts = parts
    this.#sources = sources
    this.#tabs = tabs
  }

  /** Makes routes of pages. */
  get router(): PageRouter {
    return (this.#router ??= createPageRouter(this.#parts, this.#tabs(), this.#sources.build))
  }

  /**
   * Mounts the application's pages, without those of accounts that are mounted.
   *
   * @throws E_NOT_STARTED, and what the page router throws
   */
  mount(options: MountOptions): RouteGroup {
    const pages = this.#pages()
    this.isAsked = true
    const isOther = ({ id }: PageDefinition) => !isGenerated(id) && !this.#ofAccounts?.has(id)
    return this.router.mount(pages.filter(isOther), options)
  }

  /**
   * Mounts the pages of accounts that have no route yet.
   *
   * @throws E_NOT_STARTED, E_AUTH_CONFIG, E_AUTH_PAGES, and what the page router throws
   */
  auth(options: AuthMountOptions): RouteGroup {
    const found = this.#pages()
    checkAuthOptions(options)
    const { app, config } = this.#parts.dependencies
    if (!config.auth) throw new E_AUTH_CONFIG()
    if (this.#ofAccounts)
      throw new E_AUTH_PAGES(['pages', 'they are mounted already. Call it once'])
    const auth = withPrefix(config.auth, options.prefix)
    // The flows are made later, of what the configuration says then
    app.config.set('reflex.auth', auth)
    const isMounted = (id: string) => this.#parts.pages.find(id) !== undefined
    const mayLack = (id: string) => this.#mayLack(id)
    const pages = chooseAuthPages(found, options, auth, { isMounted, mayLack })
    this.#ofAccounts = new Set(pages.map(({ id }) => id))
    const { middleware } = options
    return this.router.mount(
      pages.filter(({ id }) => !isMounted(id)),
      { middleware }
    )
  }

  /** Checks the mounted pages, and throws what is wrong with one even where mistakes are tolerated. */
  verify(): void {
    this.router.verify((error) => {
      throw error
    })
  }

  #pages(): readonly PageDefinition[] {
    if (!this.#sources.pages) throw new E_NOT_STARTED()
    return this.#sources.pages
  }

  /** Commands run before anything is generated; while developing, what is wrong with a page is shown in its place. */
  #mayLack(id: string): boolean {
    const { dependencies, mistakes } = this.#parts
    const { app } = dependencies
    if (!['web', 'test'].includes(app.getEnvironment())) return true
    return mistakes.areTolerated && existsSync(app.makePath(id))
  }
}
