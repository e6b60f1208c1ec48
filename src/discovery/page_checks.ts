/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import {
  E_DUPLICATE_PAGE_NAME,
  E_DUPLICATE_PAGE_ROUTE,
  E_DUPLICATE_STATE,
  isGenerated,
} from '../pages/main.ts'
import type { SourceException, SourceLocation } from '../pages/main.ts'

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

/**
 * Leaves out generated files that claim what a file of the application has: they are gone when they are written next.
 *
 * @param idOf - path of the file from the application root
 */
export function withoutReplaced<T>(
  found: readonly T[],
  idOf: (one: T) => string,
  keysOf: (one: T) => readonly string[]
): T[] {
  const own = new Set(found.filter((one) => !isGenerated(idOf(one))).flatMap(keysOf))
  return found.filter((one) => !isGenerated(idOf(one)) || !keysOf(one).some((key) => own.has(key)))
}

/** A claim of what another one has, and what to say of it. */
export interface Conflict {
  key: string
  /** Of the later claim, among all. */
  index: number
  error: SourceException
}

/** Finds claims of keys that earlier ones have. */
function conflictsOf(
  claims: readonly Claim[],
  explain: (first: Claim, second: Claim) => SourceException
): Conflict[] {
  const seen = new Map<string, Claim>()
  const conflicts: Conflict[] = []
  for (const [index, claim] of claims.entries()) {
    const first = seen.get(claim.key)
    if (first) conflicts.push({ key: claim.key, index, error: explain(first, claim) })
    else seen.set(claim.key, claim)
  }
  return conflicts
}

function locationText({ id, line }: SourceLocation): string {
  return `${id}:${line}`
}

/**
 * @param claims - routes of all pages
 * @returns E_DUPLICATE_PAGE_ROUTE for each that another page has
 */
export function routeConflicts(claims: readonly Claim[]): Conflict[] {
  return conflictsOf(claims, (first, second) => {
    const alike = first.text === second.text ? '' : `, which is the same as "${first.text}"`
    const location = second.location()
    return new E_DUPLICATE_PAGE_ROUTE(
      `Two pages have the route "${second.text}"${alike}: ${locationText(first.location())} and ` +
        `${locationText(location)}. Give one of them another route`,
      location
    )
  })
}

/**
 * @param claims - route names of all pages
 * @returns E_DUPLICATE_PAGE_NAME for each that another page has
 */
export function nameConflicts(claims: readonly Claim[]): Conflict[] {
  return conflictsOf(claims, (first, second) => {
    const location = second.location()
    return new E_DUPLICATE_PAGE_NAME(
      `Two pages have the route name "${second.text}": ${locationText(first.location())} and ` +
        `${locationText(location)}. Give one of them another with the option "name"`,
      location
    )
  })
}

/**
 * @param claims - ids of all states
 * @returns E_DUPLICATE_STATE for each that another state has
 */
export function stateConflicts(claims: readonly Claim[]): Conflict[] {
  return conflictsOf(claims, (first, second) => {
    const location = second.location()
    return new E_DUPLICATE_STATE(
      `Two states have the id "${second.text}": ${locationText(first.location())} and ${locationText(location)}. ` +
        "Give one of them another id with `static id = '…'`",
      location
    )
  })
}
