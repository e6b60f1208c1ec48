/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Environment } from './environment.ts'

const STORAGE_KEY = 'reflex:reload'

/** Milliseconds. A second reload within this time would not help either. */
const PAUSE = 10_000

/** Path and query string of an address, in the form in which a URL has them. */
export function pathOf(url: string, base: string): string {
  const { pathname, search } = new URL(url, base)
  return pathname + search
}

/**
 * Whether the page may be loaded again to cure something, and takes note of it. What a reload has
 * just not cured must not become a loop.
 */
export function mayReload(environment: Environment): boolean {
  const { storage } = environment
  if (!storage) return false
  const now = environment.now()
  try {
    const last = Number(storage.getItem(STORAGE_KEY) ?? -Infinity)
    // A clock that was set back since says nothing
    if (Math.abs(now - last) < PAUSE) return false
    storage.setItem(STORAGE_KEY, String(now))
  } catch {
    return false
  }
  return true
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
