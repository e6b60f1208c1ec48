/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Logger } from '@adonisjs/core/logger'
import type { StateDefinition, Vars } from '../state/main.ts'
import { packRecord, unpackRecord } from '../stores/main.ts'

/** Grows when the record changes; others are not read. */
const VERSION = 2

/** A tab with a socket that is in a room. */
export interface Membership {
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
  members: ReadonlyMap<string, Membership>
}

interface RoomRecord extends RoomContent {
  format: number
}

export function packRoom({ version, vars, members }: RoomContent): Uint8Array {
  const record: RoomRecord = { format: VERSION, version, vars, members }
  return packRecord(record)
}

/**
 * @param definition - of the room's state, whose class may have changed since: what only another build
 *   knows stays in the record
 * @param logger - told of a record that is damaged
 * @returns undefined for such a record, and for one of another version of this package
 */
export function unpackRoom(
  data: Uint8Array,
  definition: StateDefinition,
  logger: Logger
): RoomContent | undefined {
  try {
    const { format, ...content } = unpackRecord(data) as RoomRecord
    if (format !== VERSION) return undefined
    return { ...content, vars: definition.adoptVars(content.vars) }
  } catch (error) {
    logger.error(
      { err: error, state: definition.id },
      'the record of a room is damaged: it begins anew'
    )
    return undefined
  }
}
