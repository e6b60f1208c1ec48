/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { deserialize, serialize } from 'node:v8'
import type { StateDefinition, Vars } from '../state/main.ts'

/** Grows when the record changes; others are not read. */
const VERSION = 1

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
  return serialize(record)
}

/**
 * @param definition - of the room's state, whose class may have changed since
 * @returns undefined for a record of another version of this package
 */
export function unpackRoom(data: Uint8Array, definition: StateDefinition): RoomContent | undefined {
  const { format, ...content } = deserialize(data) as RoomRecord
  if (format !== VERSION) return undefined
  return { ...content, vars: definition.renewVars(content.vars) }
}
