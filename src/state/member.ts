/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** A tab with a connection that is in a room. */
export interface Member {
  /** Stays the same while the tab is in the room. It is not a secret. */
  id: string
  /** Id of the signed-in user; undefined for a guest. */
  user: string | number | undefined
}
