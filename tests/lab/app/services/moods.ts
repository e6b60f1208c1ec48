/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** What tests want of states that have moods. */
export const moods = {
  /** Rows cannot be read. */
  isBroken: false,
}
