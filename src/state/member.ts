/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** A tab with a connection that is in a room. */
export interface Member {
  /** The same for as long as the tab is in the room, and no secret. */
  id: string
  /** Id of its user; undefined for a guest. */
  user: string | number | undefined
}
