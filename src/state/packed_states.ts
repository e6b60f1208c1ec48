/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** The states of a tab as bytes. */
export interface PackedStates {
  data: Uint8Array
  /** The states that the browser has, with how often it was told of them. */
  known: [id: string, step: number][]
  /** What the classes of these states looked like. */
  shape: string
}
