/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Nothing: what is there for a moment only would be a flicker. */
export function Pending() {
  return null
}
