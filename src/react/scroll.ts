/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { DataRouter, Location } from 'react-router'

/**
 * By which the position of an entry in the history is remembered. Entries that the browser itself
 * has made, of plain links to a place on the page, have no key of the router.
 */
export function scrollKey({ key, pathname, search, hash }: Location): string {
  return key === 'default' ? `${pathname}${search}${hash}` : key
}

/**
 * Lets a router remember where a page was before a plain link to a place on it was followed: it
 * hears of that once the browser has scrolled.
 */
export function rememberScroll(router: DataRouter): void {
  let before = scrollY
  const note = () => (before = scrollY)
  addEventListener('scroll', note, { passive: true })
  // After the router's own listener, and before the event that tells of the scrolling
  addEventListener('popstate', note)
  const enable = router.enableScrollRestoration.bind(router)
  router.enableScrollRestoration = (positions, position, key) =>
    enable(positions, () => (window.event?.type === 'popstate' ? before : position()), key)
}
