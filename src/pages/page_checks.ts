/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { E_DUPLICATE_PAGE_NAME, E_DUPLICATE_PAGE_ROUTE, E_DUPLICATE_STATE } from './exceptions.ts'
import type { SourceLocation } from './source_text.ts'

/** Something that has to be alone of its kind, and where it is. */
export interface Claim {
  /** What has to be unique. */
  key: string
  /** How the key is written here. */
  text: string
  location: () => SourceLocation
}

/**
 * A route pattern without the names of its params, so that two patterns which match the same
 * addresses are equal.
 */
export function routeKey(route: string): string {
  const segments = route.split('/').filter((segment) => segment !== '')
  const keys = segments.map((segment) => segment.replace(/^:[^.?]+/, ':'))
  return `/${keys.join('/')}`
}

/** Finds two claims of one key. */
function firstConflict(claims: Claim[]): [Claim, Claim] | undefined {
  const seen = new Map<string, Claim>()
  for (const claim of claims) {
    const other = seen.get(claim.key)
    if (other) return [other, claim]
    seen.set(claim.key, claim)
  }
  return undefined
}

function place({ id, line }: SourceLocation): string {
  return `${id}:${line}`
}

/**
 * @param claims - routes of all pages
 * @throws E_DUPLICATE_PAGE_ROUTE
 */
export function checkRoutes(claims: Claim[]): void {
  const conflict = firstConflict(claims)
  if (!conflict) return
  const [first, second] = conflict
  const alike = first.text === second.text ? '' : `, which is the same as "${first.text}"`
  const location = second.location()
  throw new E_DUPLICATE_PAGE_ROUTE(
    `Two pages have the route "${second.text}"${alike}: ${place(first.location())} and ` +
      `${place(location)}. Give one of them another route`,
    location
  )
}

/**
 * @param claims - route names of all pages
 * @throws E_DUPLICATE_PAGE_NAME
 */
export function checkNames(claims: Claim[]): void {
  const conflict = firstConflict(claims)
  if (!conflict) return
  const [first, second] = conflict
  const location = second.location()
  throw new E_DUPLICATE_PAGE_NAME(
    `Two pages have the route name "${second.text}": ${place(first.location())} and ` +
      `${place(location)}. Give one of them another with the option "name"`,
    location
  )
}

/**
 * @param claims - ids of all states
 * @throws E_DUPLICATE_STATE
 */
export function checkStates(claims: Claim[]): void {
  const conflict = firstConflict(claims)
  if (!conflict) return
  const [first, second] = conflict
  const location = second.location()
  throw new E_DUPLICATE_STATE(
    `Two states have the id "${second.text}": ${place(first.location())} and ${place(location)}. ` +
      "Give one of them another id with `static id = '…'`",
    location
  )
}
