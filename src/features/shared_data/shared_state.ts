/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { SHARED_STATE_ID } from '../../protocol/main.ts'
import { State } from '../../state/main.ts'

/** Stands for the shared data among the states of a tab, so that they travel and are kept as these are. */
export class SharedState extends State {
  static override id = SHARED_STATE_ID
}
