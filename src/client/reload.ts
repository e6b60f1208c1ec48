/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { ownPath } from '../protocol/main.ts'
import type { Environment } from './environment.ts'

const STORAGE_KEY = 'reflex:reload'

/** Milliseconds. A second reload within this time would not help either; each further one waits twice as long. */
const PAUSE = 10_000

/** Reloads in a row, some five minutes, after which another one is not the cure. */
const MOST_RELOADS = 5

/** Path and query string of an address, in the form in which a URL has them. */
export function pathOf(url: string, base: string): string {
  const { pathname, search } = new URL(url, base)
  return ownPath(pathname) + search
}

/** Whether a reload is allowed: `later` where one has just been, `never` where several were no cure. */
export type ReloadVerdict = 'now' | 'later' | 'never'

interface Reloads {
  /** When the last one was, in milliseconds since the epoch. */
  at: number
  /** How many there were in a row. */
  count: number
}

/**
 * Whether the page may be loaded again to cure something, and takes note of it. What a reload has
 * just not cured must not become a loop.
 */
export function mayReload(environment: Environment): ReloadVerdict {
  const { storage } = environment
  if (!storage) return 'never'
  const now = environment.now()
  try {
    const { at, count } = reloadsOf(storage)
    // A clock that was set back since says nothing
    if (count > 0 && Math.abs(now - at) < PAUSE * 2 ** (count - 1)) {
      return count < MOST_RELOADS ? 'later' : 'never'
    }
    storage.setItem(STORAGE_KEY, JSON.stringify({ at: now, count: count + 1 }))
  } catch {
    return 'never'
  }
  return 'now'
}

/** The page has a good connection: what reloads were for is cured. */
export function endReloads({ storage }: Environment): void {
  try {
    storage?.removeItem(STORAGE_KEY)
  } catch {
    // The next ones are counted with those before
  }
}

function reloadsOf(storage: NonNullable<Environment['storage']>): Reloads {
  const none = { at: 0, count: 0 }
  try {
    const kept = JSON.parse(storage.getItem(STORAGE_KEY) ?? 'null') as Partial<Reloads> | null
    const { at, count } = kept ?? {}
    // Another script may have written what is there: it would allow a loop, or no reload ever again
    const isKnown = Number.isFinite(at) && Number.isInteger(count) && count! >= 0
    return isKnown && count! <= MOST_RELOADS ? { at: at!, count: count! } : none
  } catch {
    return none
  }
}

/**
 * Loads an address over HTTP.
 */
export function loadDocument(
  { location }: Environment,
  url: string,
  options: { replace?: boolean } = {}
): void {
  const target = new URL(url, location.href)
  const here = new URL(location.href)
  // An address that differs in its hash alone would only scroll.
  const stays = target.hash !== '' && target.href.split('#')[0] === here.href.split('#')[0]
  if (options.replace) location.replace(target.href)
  else location.assign(target.href)
  if (stays) location.reload()
}
