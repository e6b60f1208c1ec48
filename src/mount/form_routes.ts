/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Route, Router } from '@adonisjs/core/http'
import { beforeCommit, onRoute } from '../adonis/main.ts'

/**
 * The routes by which forms reach their page over plain HTTP. One gives way where the application
 * has a POST route of its own at the same address.
 */
export class FormRoutes {
  #own: Route[] = []
  #others: Route[] = []

  /**
   * @param router - no route of the application may be registered yet
   */
  constructor(router: Router) {
    onRoute(router, (route) => this.#others.push(route))
    beforeCommit(router, () => this.#giveWay())
  }

  /** A route for forms that was registered just now. */
  add(route: Route): void {
    this.#own.push(route)
  }

  /** Prefixes and domains of groups are known only now. */
  #giveWay(): void {
    const own = new Set(this.#own)
    const taken = new Set(
      this.#others
        .filter((route) => !own.has(route) && !route.isDeleted())
        .map((route) => route.toJSON())
        .filter(({ methods }) => methods.includes('POST'))
        .map(addressOf)
    )
    for (const route of own) {
      if (taken.has(addressOf(route.toJSON()))) route.markAsDeleted()
    }
  }
}

function addressOf({ domain, pattern }: { domain: string; pattern: string }): string {
  // Names of params do not tell routes apart
  return `${domain} ${pattern.replace(/:[^/?]+/g, ':')}`
}
