/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createContext, use } from 'react'
import type {
  FocusEvent,
  FocusEventHandler,
  MouseEvent,
  MouseEventHandler,
  TouchEvent,
  TouchEventHandler,
} from 'react'

/** Loads the files of the page at an address. */
export const PrefetchContext = createContext<(url: string) => void>(() => {})

interface LinkHandlers {
  onMouseEnter?: MouseEventHandler<HTMLAnchorElement>
  onFocus?: FocusEventHandler<HTMLAnchorElement>
  onTouchStart?: TouchEventHandler<HTMLAnchorElement>
}

/**
 * Handlers for a link that load its page ahead, and call those that the link has already.
 *
 * @param href - address of the link
 */
export function usePrefetch(
  href: string,
  enabled: boolean,
  { onMouseEnter, onFocus, onTouchStart }: LinkHandlers
): LinkHandlers {
  const load = use(PrefetchContext)
  const prefetch = () => {
    if (enabled && new URL(href, location.href).origin === location.origin) load(href)
  }
  return {
    onMouseEnter(event: MouseEvent<HTMLAnchorElement>) {
      onMouseEnter?.(event)
      prefetch()
    },
    onFocus(event: FocusEvent<HTMLAnchorElement>) {
      onFocus?.(event)
      prefetch()
    },
    onTouchStart(event: TouchEvent<HTMLAnchorElement>) {
      onTouchStart?.(event)
      prefetch()
    },
  }
}
