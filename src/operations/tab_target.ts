/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash } from 'node:crypto'
import type { OptionNames } from '../option_names.ts'
import { memberId, roomId } from '../rooms/main.ts'
import type { StateClass, StateRegistry } from '../state/main.ts'
import type { Tab } from '../tabs/main.ts'
import { E_TARGET } from './exceptions.ts'
import { readTarget } from './named_target.ts'
import type { Named } from './named_target.ts'

/**
 * Selects tabs. A tab must match all given keys.
 *
 * @example
 * ```ts
 * await reflex.tabs.kick({ user: 7 })
 * await reflex.tabs.list({ page: 'orders.show' })
 * await reflex.tabs.count({ state: ChatState, room: 'general' })
 * ```
 */
export interface TabTarget {
  /** Id of the signed-in user; `7` and `'7'` are the same. */
  user?: string | number
  /** Id of the browser session, or its digest from `list()`. */
  session?: string
  /** Id of a tab from `list()`, or id of a member of a room. */
  tab?: string
  /** Name of the page's route, its pattern, or its file: `orders.show`, `/orders/:id`. */
  page?: string
  /** A state with a room, as class or id: selects the tabs in the room. */
  state?: StateClass | string
  /** What `static room` returns; omit it if the state has one room for everybody. */
  room?: string | number
}

/** All ways to name tabs. */
const NAMES: OptionNames<TabTarget> = {
  user: true,
  session: true,
  tab: true,
  page: true,
  state: true,
  room: true,
}

/** A target as processes tell it each other; an empty one means all. */
export type WireTarget = Named<TabTarget>

/** Characters of a digest: 96 bits as base64url. */
const DIGEST_LENGTH = 16

/** What lists say of a browser session: who sees it cannot use it. */
export function sessionDigest(session: string): string {
  return createHash('sha256').update(session).digest('base64url').slice(0, DIGEST_LENGTH)
}

/**
 * @throws E_TARGET when nothing is named, or by a name that is misspelled, or by a value that is missing: what
 *   was meant for one user must not reach everybody
 */
export function wireTarget(target: TabTarget | 'everyone'): WireTarget {
  if (target === 'everyone') return {}
  const wire = readTarget<TabTarget>(target, NAMES, E_TARGET)
  if (Object.keys(wire).length === 0) throw new E_TARGET(['nothing is named'])
  if (wire.room !== undefined && wire.state === undefined) {
    throw new E_TARGET(['a room is named without its state'])
  }
  return wire
}

/** Says of each tab whether it is meant. */
export function tabMatcher(target: WireTarget, states: StateRegistry): (tab: Tab) => boolean {
  const { user, session, tab: id, page, state, room = '' } = target
  const definition = state === undefined ? undefined : states.get(state)
  const wantedRoom = definition && roomId(definition, room)
  return (tab) => {
    if (user !== undefined && String(tab.user ?? '') !== user) return false
    if (session !== undefined && !isSession(tab.session, session)) return false
    if (id !== undefined && memberId(tab.id) !== id) return false
    if (page !== undefined && !isAt(tab, page)) return false
    if (state === undefined) return true
    const shown = tab.states.rooms.get(state) as { id?: string } | undefined
    return wantedRoom !== undefined && shown?.id === wantedRoom
  }
}

function isSession(session: string, wanted: string): boolean {
  return session !== '' && (session === wanted || sessionDigest(session) === wanted)
}

function isAt({ shown }: Tab, page: string): boolean {
  const { id, name, route } = shown!.page.definition
  return page === id || page === name || page === route
}
