/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Router } from '@adonisjs/core/http'
import type { MountedPage } from './mounted_page.ts'

/**
 * The mounted pages by the handler of their route. The application's router decides what an
 * address belongs to; there is no second one.
 */
export class PageRegistry {
  #router: Router
  #pages = new Map<unknown, MountedPage>()

  constructor(router: Router) {
    this.#router = router
  }

  add(handler: unknown, page: MountedPage): void {
    this.#pages.set(handler, page)
  }

  all(): IterableIterator<MountedPage> {
    return this.#pages.values()
  }

  /**
   * The page of a file, by its id.
   *
   * @param route - name of its route, where a file may be mounted more than once
   */
  find(id: string, route?: string): MountedPage | undefined {
    let found: MountedPage | undefined
    for (const page of this.#pages.values()) {
      if (page.definition.id !== id) continue
      if (page.definition.name === route) return page
      found ??= page
    }
    return found
  }

  /** The page of a matched route. */
  of(route: { handler: unknown } | undefined): MountedPage | undefined {
    return route && this.#pages.get(route.handler)
  }

  /**
   * The page that an address leads to.
   *
   * @param path - path without query string
   * @param hostname - for routes with a domain
   */
  match(path: string, hostname: string | undefined): MountedPage | undefined {
    return this.of(this.#route(path, hostname))
  }

  /** Whether an address leads anywhere, to a page or not. */
  leads(path: string, hostname: string | undefined): boolean {
    return this.#route(path, hostname) !== undefined
  }

  #route(path: string, hostname: string | undefined) {
    const domain = this.#router.usingDomains ? hostname : undefined
    return this.#router.match(path, 'GET', false, domain)?.route
  }
}
