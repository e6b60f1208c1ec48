/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { nearestName } from '../option_names.ts'
import type { OptionNames } from '../option_names.ts'
import { stateId } from '../state/main.ts'
import type { StateClass } from '../state/main.ts'
import { E_ROOM_TARGET } from './exceptions.ts'

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
export type WireRoom = { state?: string; room?: string; id?: string }

/**
 * @throws E_ROOM_TARGET when it names none, or by a name or a value that is not one
 */
export function wireRoom(target: RoomTarget): WireRoom {
  const wire: WireRoom = {}
  for (const [key, value] of Object.entries(target) as [keyof RoomTarget, unknown][]) {
    if (!Object.hasOwn(NAMES, key)) {
      const nearest = nearestName(key, Object.keys(NAMES))
      const advice = nearest ? `did you mean "${nearest}"?` : 'there are state, room, id'
      throw new E_ROOM_TARGET([`nothing is called "${key}", ${advice}`])
    }
    if (key === 'state' && typeof value === 'function') wire.state = stateId(value as StateClass)
    else if (typeof value === 'number' || (typeof value === 'string' && value !== '')) {
      wire[key] = String(value)
    } else throw new E_ROOM_TARGET([`"${key}" is ${value === '' ? 'empty' : String(value)}`])
  }
  const isById = wire.id !== undefined
  if (isById && (wire.state ?? wire.room) !== undefined) {
    throw new E_ROOM_TARGET(['an id needs no state and no name beside it'])
  }
  if (!isById && wire.state === undefined) throw new E_ROOM_TARGET(['no state is named'])
  return wire
}
