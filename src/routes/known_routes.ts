/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createURL } from '@adonisjs/core/http/url_builder_client'
import type { ClientRouteToken } from '@adonisjs/core/http/url_builder_client'
import { ownPath } from '../protocol/main.ts'
import type { RoutePatterns, RouteToken } from '../protocol/main.ts'
import type { RouteQuery } from './types.ts'

/** Patterns of routes by name. They are those of the application, whoever is shown which page. */
const known = new Map<string, readonly RouteToken[]>()

/** Takes up the routes that the code of a page names. */
export function learnRoutes(routes: RoutePatterns | undefined): void {
  for (const name in routes) known.set(name, routes[name])
}

/** Names of the routes that have come with pages so far. */
export function knownRoutes(): string[] {
  return [...known.keys()]
}

/** What Adonis makes URLs of, by what a page came with: a server draws the same links again and again. */
const completed = new WeakMap<readonly RouteToken[], ClientRouteToken[]>()

function tokensOf(pattern: readonly RouteToken[]): ClientRouteToken[] {
  let tokens = completed.get(pattern)
  if (!tokens) completed.set(pattern, (tokens = pattern.map(complete)))
  return tokens
}

function complete(token: RouteToken): ClientRouteToken {
  if (typeof token === 'string') return { old: '', type: 0, val: token, end: '' }
  const [type, val, end = ''] = token
  return { old: '', type, val, end }
}

function queryOf(query: RouteQuery): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) for (const item of value) search.append(`${name}[]`, String(item))
    else if (value !== undefined && value !== null) search.append(name, String(value))
  }
  return String(search)
}

/**
 * The URL of a route that a page has come with.
 *
 * @param params - by name, or in order
 * @returns undefined for a name that came with none
 * @throws Error when a param is missing
 */
export function knownUrl(
  name: string,
  params?: object,
  options?: { qs?: RouteQuery }
): string | undefined {
  const pattern = known.get(name)
  // An empty param in front makes "//", after which a host would stand
  return pattern && ownPath(createURL(name, tokensOf(pattern), queryOf, params, options))
}
