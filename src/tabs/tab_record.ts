/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { MountedPage } from '../pages/main.ts'
import type { PageInfo } from '../protocol/main.ts'
import type { Room } from '../rooms/main.ts'
import type { PackedStates } from '../state/main.ts'
import { isReadable, packRecord, unpackRecord } from '../stores/main.ts'
import type { KeptFrame } from './outbox.ts'
import type { PackedAnswers } from './past_answers.ts'
import type { Tab } from './tab.ts'
import type { PackedIdentity } from './tab_identity.ts'

/** Grows when the record changes. The one before it is read as well. */
const VERSION = 8

/** All that a tab is, as a store keeps it. */
export interface TabRecord extends PackedIdentity {
  version: number
  page: PageInfo
  states: PackedStates
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
  /** In version 7: what background events keep of it. */
  tasks?: readonly unknown[]
}

export function packTab(tab: Tab, page: PageInfo): Uint8Array {
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
  return packRecord(record)
}

/**
 * @returns undefined for a record of a much older version of this package
 * @throws RangeError for one that is damaged; E_RECORD_NEWER
 */
export function unpackTab(data: Uint8Array): TabRecord | undefined {
  const record = unpackRecord(data, 'a tab') as TabRecord
  return isReadable(record.version, VERSION, 'a tab') ? record : undefined
}

/** Makes a new tab what a record says. */
export function restoreTab(tab: Tab, record: TabRecord, page: MountedPage): void {
  tab.shown = { page, info: record.page }
  tab.answered = record.answered
  tab.lastEvent = record.answered
  tab.adopted = record.adopted
  tab.identity.restore(record)
  tab.parts.restore(record.parts ?? (record.tasks ? { background: record.tasks } : {}))
  tab.outbox.restore(record.number, record.kept, record.past)
  // A browser that knows older classes gets a snapshot
  if (!tab.states.restore(record.states)) tab.outbox.restart()
}
