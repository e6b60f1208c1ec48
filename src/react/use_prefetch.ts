/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { FocusEventHandler, MouseEventHandler, TouchEventHandler } from 'react'
import type { To } from 'react-router'
import { useApp } from './context.ts'

/** `https:` and `//host`, which are addresses of their own and not relative to a page. */
const ABSOLUTE = /^([a-z][a-z\d+.-]*:|\/\/)/i

interface LinkHandlers {
  onMouseEnter?: MouseEventHandler<HTMLAnchorElement>
  onFocus?: FocusEventHandler<HTMLAnchorElement>
  onTouchStart?: TouchEventHandler<HTMLAnchorElement>
}

/**
 * Handlers for a link that load its page ahead, and call those that the link has already.
 *
 * @param link - its props
 * @param href - where it leads, when that is in the application
 */
export function usePrefetch(
  { to, onMouseEnter, onFocus, onTouchStart }: LinkHandlers & { to: To },
  href: string,
  enabled: boolean
): LinkHandlers {
  const { prefetch } = useApp()
  const load = () => {
    if (enabled) prefetch(typeof to === 'string' && ABSOLUTE.test(to) ? to : href)
  }
  return {
    onMouseEnter(event) {
      onMouseEnter?.(event)
      load()
    },
    onFocus(event) {
      onFocus?.(event)
      load()
    },
    onTouchStart(event) {
      onTouchStart?.(event)
      load()
    },
  }
}
