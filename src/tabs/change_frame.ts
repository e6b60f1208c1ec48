/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Action, Address, UpdateFrame } from '../protocol/main.ts'
import type { PreparedChange } from '../state/main.ts'
import type { Tab } from './tab.ts'

/**
 * Makes what an event has done the tab's.
 *
 * @returns what tells the browser of it. The next frame of the tab must say it
 */
export function takeOver(
  tab: Tab,
  change: PreparedChange | undefined,
  actions: Action[],
  address?: Address
): Omit<UpdateFrame, 'n' | 'id'> {
  const news = change && tab.apply(change)
  if (address) tab.move(address)
  return { ...(address && { u: address }), ...news, ...(actions.length > 0 && { a: actions }) }
}
