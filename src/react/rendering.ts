/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useDebugValue } from 'react'

let isMarked = false

/** To be called by a component that is being rendered. */
export function markRendering(): void {
  if (isMarked) return
  isMarked = true
  // A render is never interrupted by a microtask, so it is over by then
  queueMicrotask(() => (isMarked = false))
}

/**
 * Whether a component is being rendered at this moment, and not merely was in this task, as before
 * the effects and the handlers that React runs in the same one.
 */
export function isRendering(): boolean {
  if (!isMarked) return false
  try {
    // React refuses hooks everywhere else, and says so by an error; this one leaves nothing behind
    useDebugValue(null)
    return true
  } catch {
    return false
  }
}
