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
 * Selects a room by its state and name, or by its id from a list.
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
  /** What `static room` returns; omit it if the state has one room for everybody. */
  room?: string | number
  /** Id of the room from `list()`. A process must have it open. */
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
