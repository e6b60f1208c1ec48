/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { OptionNames } from '../option_names.ts'
import type { StateClass } from '../state/main.ts'
import { E_ROOM_TARGET } from './exceptions.ts'
import { readTarget } from './named_target.ts'
import type { Named } from './named_target.ts'

/**
 * Which room is meant: by its state and its name, or by the id of a list.
 *
 * @example
 * ```ts
 * await reflex.rooms.look({ state: ChatState, room: 'general' })
 * await reflex.rooms.empty({ id: rooms[0].id })
 * ```
 */
export interface RoomTarget {
  /** The state, as class or id. */
  state?: StateClass | string
  /** The room as `static room` names it; leave it out where the state has one for all. */
  room?: string | number
  /** Id of the room as `list()` says it. A process has to have it open. */
  id?: string
}

const NAMES: OptionNames<RoomTarget> = { state: true, room: true, id: true }

/** A target as processes tell it each other. */
export type WireRoom = Named<RoomTarget>

/**
 * @throws E_ROOM_TARGET when it names none, or by a name or a value that is not one
 */
export function wireRoom(target: RoomTarget): WireRoom {
  const wire = readTarget<RoomTarget>(target, NAMES, E_ROOM_TARGET)
  const isById = wire.id !== undefined
  if (isById && (wire.state ?? wire.room) !== undefined) {
    throw new E_ROOM_TARGET(['an id needs no state and no name beside it'])
  }
  if (!isById && wire.state === undefined) throw new E_ROOM_TARGET(['no state is named'])
  return wire
}

/** A target in the words of a message, after "no" or "the". */
export function roomInWords({ id, state, room }: WireRoom): string {
  if (id !== undefined) return `room "${id}"`
  return room === undefined
    ? `room of the state "${state}"`
    : `room "${room}" of the state "${state}"`
}
