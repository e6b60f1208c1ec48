/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Logger } from '@adonisjs/core/logger'
import type { StateDefinition, Vars } from '../state/main.ts'
import { isReadable, packRecord, storeErrors, unpackRecord } from '../stores/main.ts'

/** Grows when the record changes. The one before it is read as well: 2 has the same fields. */
const VERSION = 3

/** A tab with a socket that is in a room. */
export interface MemberRecord {
  /** Id of its user; undefined for a guest. */
  user: string | number | undefined
  /** Id of the process that has the tab. */
  process: string
}

/** All that a room is. */
export interface RoomContent {
  /** Number of the change that made it so. */
  version: number
  vars: Vars
  /** By tab id. */
  members: ReadonlyMap<string, MemberRecord>
  /** As `static room` returned it, where a record says so: operators know it by that. */
  name?: string
}

interface RoomRecord extends RoomContent {
  format: number
}

/** @param name - of the room, where it is known */
export function packRoom({ version, vars, members }: RoomContent, name?: string): Uint8Array {
  const record: RoomRecord = { format: VERSION, version, vars, members }
  if (name !== undefined) record.name = name
  return packRecord(record)
}

/**
 * @param definition - of the room's state, whose class may have changed since: what only another build
 *   knows stays in the record
 * @param logger - told of a record that cannot be read
 * @returns undefined for a record that is damaged, or of a much older version of this package
 * @throws E_RECORD_NEWER
 */
export function unpackRoom(
  data: Uint8Array,
  definition: StateDefinition,
  logger: Logger
): RoomContent | undefined {
  const { id: state } = definition
  const what = `a room of the state "${state}"`
  try {
    const { format, ...content } = unpackRecord(data, what) as RoomRecord
    if (isReadable(format, VERSION, what)) {
      return { ...content, vars: definition.adoptVars(content.vars) }
    }
    logger.warn({ state, format }, 'the record of a room is too old, so the room starts anew')
  } catch (error) {
    if (error instanceof storeErrors.E_RECORD_NEWER) throw error
    logger.error({ err: error, state }, 'the record of a room is damaged, so the room starts anew')
  }
  return undefined
}
