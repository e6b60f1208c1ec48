/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Router } from '@adonisjs/core/http'
import type { RoutePatterns, RouteToken } from '../protocol/main.ts'

type Routes = Pick<Router, 'toJSON'>
type AdonisToken = ReturnType<Routes['toJSON']>[string][number]['tokens'][number]

function shortened({ type, val, end }: AdonisToken): RouteToken {
  if (type === 0) return `${val}${end}`
  return end ? [type, val, end] : [type, val]
}

/**
 * The named GET routes of the application, which pages make URLs of.
 */
export class NamedRoutes {
  #router: Routes
  #all: boolean
  #patterns: Map<string, readonly RouteToken[]> | undefined

  /**
   * @param all - pages get every route: while code is edited, nobody knows which it names
   */
  constructor(router: Routes, all = false) {
    this.#router = router
    this.#all = all
  }

  /**
   * The patterns of some routes. To be called once all routes are registered.
   *
   * @param names - texts that may be names of routes
   * @returns undefined if none of them is one
   */
  of(names: readonly string[]): RoutePatterns | undefined {
    if (names.length === 0 && !this.#all) return undefined
    const patterns = (this.#patterns ??= this.#read())
    const known = this.#all ? [...patterns.keys()] : names.filter((name) => patterns.has(name))
    if (known.length === 0) return undefined
    return Object.freeze(Object.fromEntries(known.map((name) => [name, patterns.get(name)!])))
  }

  /** Of two routes with one name, Adonis takes the first. */
  #read(): Map<string, readonly RouteToken[]> {
    const patterns = new Map<string, readonly RouteToken[]>()
    for (const { name, methods, tokens } of Object.values(this.#router.toJSON()).flat()) {
      if (!name || !methods.includes('GET') || patterns.has(name)) continue
      patterns.set(name, tokens.map(shortened))
    }
    return patterns
  }
}
