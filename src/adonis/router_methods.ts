/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Route, Router } from '@adonisjs/core/http'

/** The methods of the router that all others make their routes with. */
const MAKERS = ['route', 'resource', 'shallowResource'] as const

/**
 * Hears of each route that is registered.
 *
 * @param router - no route of the application may be registered yet
 */
export function onRoute(router: Router, note: (route: Route) => void): void {
  for (const name of MAKERS) {
    const make = router[name].bind(router) as (...args: unknown[]) => Route | { routes: Route[] }
    const noticed = (...args: unknown[]) => {
      const made = make(...args)
      for (const route of 'routes' in made ? made.routes : [made]) note(route)
      return made
    }
    router[name] = noticed as never
  }
}

/**
 * Runs something when the router is about to take its routes up: their prefixes and domains are known then.
 */
export function beforeCommit(router: Router, work: () => void): void {
  const commit = router.commit.bind(router)
  router.commit = () => {
    work()
    commit()
  }
}
