/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Action, UpdateFrame } from '../protocol/main.ts'
import type { PreparedChange } from '../state/main.ts'

/** What a frame tells of a change, where there is something to tell. */
export function changeFrame(
  change: PreparedChange | undefined,
  actions: Action[]
): Pick<UpdateFrame, 'd' | 's' | 'a'> {
  const frame: Pick<UpdateFrame, 'd' | 's' | 'a'> = {}
  if (change && Object.keys(change.patches).length > 0) frame.d = change.patches
  if (change && Object.keys(change.snapshots).length > 0) frame.s = change.snapshots
  if (actions.length > 0) frame.a = actions
  return frame
}
