/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Action, Address, UpdateFrame } from '../protocol/main.ts'
import type { PreparedChange } from '../state/main.ts'
import type { Tab } from './tab.ts'

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

/** Makes what an event has done the tab's, and says it in a frame. */
export function takeOver(
  tab: Tab,
  change: PreparedChange | undefined,
  actions: Action[],
  address: Address | undefined
): Omit<UpdateFrame, 'n' | 'id'> {
  if (change) tab.apply(change)
  if (address) tab.move(address.url)
  return { ...(address && { u: address }), ...changeFrame(change, actions) }
}
