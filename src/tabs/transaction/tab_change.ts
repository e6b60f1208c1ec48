/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Action, Address, UpdateFrame } from '../../protocol/main.ts'
import type { PreparedChange } from '../../state/main.ts'
import type { Tab } from '../tab.ts'

/** What a request has done to a tab, computed and not yet applied. */
export interface TabChange {
  prepared: PreparedChange
  /** Where the page is then, when that changes. */
  address?: Address
  /** For the browser, in order. */
  actions: Action[]
}

/** What a frame tells a browser of a change. */
export type ChangeNews = Pick<UpdateFrame, 'u' | 'd' | 'k' | 's' | 'a'>

/**
 * Makes a change the tab's.
 *
 * @returns what tells the browser of it. The next frame of the tab must say it
 */
export function applyChange(tab: Tab, { prepared, address, actions }: TabChange): ChangeNews {
  const news = tab.apply(prepared)
  if (address) tab.move(address)
  return { ...(address && { u: address }), ...news, ...(actions.length > 0 && { a: actions }) }
}
