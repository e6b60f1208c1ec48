/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createMemoryRouter } from 'react-router'
import type { DataRouter, RouteObject } from 'react-router'
import { PAGE_ROUTE } from './page_data.ts'
import type { PageData } from './page_data.ts'

/**
 * Makes routers for rendering on a server. There is one route for all pages, so what a router has
 * besides its state is the same for all: making it anew costs more than a small page.
 */
export class ServerRouters {
  #base: DataRouter

  /**
   * @param routesOf - makes the routes of a router; none of their loaders runs
   */
  constructor(routesOf: (router: () => DataRouter) => RouteObject[]) {
    const hydrationData = { loaderData: { [PAGE_ROUTE]: {} } }
    this.#base = createMemoryRouter(
      routesOf(() => this.#base),
      { hydrationData }
    )
  }

  /**
   * A router that shows a page and goes nowhere.
   *
   * @param url - path and query string
   */
  at(url: string, data: PageData): DataRouter {
    const { pathname, search, hash } = new URL(url, 'http://localhost')
    const { state } = this.#base
    const params = { '*': pathname.slice(1) }
    return Object.create(this.#base, {
      state: {
        value: {
          ...state,
          location: { ...state.location, pathname, search, hash },
          matches: state.matches.map((match) =>
            match.route.id === PAGE_ROUTE ? { ...match, params, pathname } : { ...match, params }
          ),
          loaderData: { [PAGE_ROUTE]: data },
        },
      },
    }) as DataRouter
  }
}
