/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ProgressProps } from './props.ts'
import { useDelayed } from './use_delayed.ts'

/** Milliseconds that a navigation may take before it shows. */
const DELAY = 120

/** A bar at the top of the window. */
export function Progress({ active }: ProgressProps) {
  if (!useDelayed(active, DELAY)) return null
  return <div className="reflex-progress" role="progressbar" aria-label="Loading" />
}
