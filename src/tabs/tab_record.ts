/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { deserialize, serialize } from 'node:v8'
import type { MountedPage } from '../pages/main.ts'
import type { PageInfo } from '../protocol/main.ts'
import type { Room } from '../rooms/main.ts'
import type { PackedChanges, PackedStates, PackedVars } from '../state/main.ts'
import { isReadable, packRecord, unpackRecord } from '../stores/main.ts'
import type { RecordWrite } from '../stores/main.ts'
import type { KeptFrame } from './outbox.ts'
import type { PackedAnswers } from './past_answers.ts'
import type { Tab } from './tab.ts'
import type { PackedIdentity } from './tab_identity.ts'

/** Grows when the record changes. The one before it is read as well. */
const VERSION = 9

/** All that a tab is, as a store keeps it, but the vars of its states: these are parts of the record. */
export interface TabRecord extends PackedIdentity {
  version: number
  page: Omit<PageInfo, 'routes'>
  /** With the vars of all states in version 8. */
  states: PackedStates & { data?: Uint8Array }
  /** Ids of the rooms of its states, by state id. */
  rooms: [state: string, room: string][]
  /** Id of the last event that was answered. Its changes are in `states`, in the same write. */
  answered: number
  /** Number of the last frame. */
  number: number
  /** Frames that the browser may not have yet. */
  kept: readonly KeptFrame[]
  /** What frames have answered that are kept no longer, where there is any. */
  past?: PackedAnswers
  /** It has had a socket. */
  adopted: boolean
  /** What features keep of it, by their names; undefined for nothing. */
  parts?: Record<string, unknown>
}

/**
 * A tab as a store writes it.
 *
 * @param owner - who may write it next; empty for whoever comes first
 * @param keepFor - milliseconds
 */
export function recordOf(
  tab: Tab,
  owner: string,
  keepFor: number
): RecordWrite & { parts: PackedChanges } {
  // Whoever reads it has the patterns of its own build
  const { routes, ...page } = tab.shown!.info
  const record: TabRecord = {
    version: VERSION,
    ...tab.identity.pack(),
    page,
    states: tab.states.pack(),
    rooms: [...tab.states.rooms].map(([state, room]) => [state, (room as Room).id]),
    answered: tab.answered,
    number: tab.outbox.number,
    kept: tab.outbox.kept,
    past: tab.outbox.past.pack(),
    adopted: tab.adopted,
    parts: tab.parts.pack(),
  }
  return {
    id: tab.id,
    lease: { owner, fence: tab.fence },
    data: packRecord(record),
    parts: tab.states.changes(),
    keepFor,
    visitor: tab.session,
  }
}

/**
 * @returns undefined for a record of a much older version of this package
 * @throws RangeError for one that is damaged; E_RECORD_NEWER
 */
export function unpackTab(data: Uint8Array): TabRecord | undefined {
  const record = unpackRecord(data, 'a tab') as TabRecord
  return isReadable(record.version, VERSION, 'a tab') ? record : undefined
}

/**
 * Makes a new tab what a record says.
 *
 * @param vars - the parts of the record
 */
export function restoreTab(tab: Tab, record: TabRecord, vars: PackedVars, page: MountedPage): void {
  tab.shown = { page, info: page.routes ? { ...record.page, routes: page.routes } : record.page }
  tab.answered = record.answered
  tab.lastEvent = record.answered
  tab.adopted = record.adopted
  tab.identity.restore(record)
  tab.parts.restore(record.parts ?? {})
  tab.outbox.restore(record.number, record.kept, record.past)
  const { data, ...states } = record.states
  const goesOn = data
    ? tab.states.restore(states, varsOf(data), false)
    : tab.states.restore(states, vars, true)
  // A browser that knows older classes gets a snapshot
  if (!goesOn) tab.outbox.restart()
}

/** The vars of a record that has them all in one. */
function varsOf(data: Uint8Array): PackedVars {
  const tree = deserialize(data) as Record<string, unknown>
  return new Map(Object.entries(tree).map(([id, vars]) => [id, serialize(vars)]))
}
