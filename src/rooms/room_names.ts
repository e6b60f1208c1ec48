/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { inspect } from 'node:util'
import type { HttpContext } from '@adonisjs/core/http'
import { runInScope } from '../state/main.ts'
import type { StateDefinition } from '../state/main.ts'
import { E_ROOM_NAME, E_ROOM_SESSION, E_ROOM_UNKNOWN } from './exceptions.ts'
import { roomId } from './room.ts'
import type { SessionRooms } from './session_rooms.ts'

const MAX_LENGTH = 500

/** A room of a request. */
export interface NamedRoom {
  id: string
  /** As `static room` returned it; undefined for a state with one room, and for those of sessions. */
  name?: string
}

/**
 * The room that a request has of a state: its id, and what operators may know it by. The name of a browser
 * session's rooms is in the session alone.
 *
 * @param ctx - none in an event without a request
 * @throws E_ROOM_NAME, E_ROOM_SESSION, E_ROOM_UNKNOWN, E_STORE_UNAVAILABLE, and what `static room` throws
 */
export async function roomOf(
  definition: StateDefinition,
  ctx: HttpContext | undefined,
  sessions: SessionRooms
): Promise<NamedRoom> {
  if (definition.scope === 'shared' && !definition.room) return { id: roomId(definition, '') }
  if (!ctx) throw new E_ROOM_UNKNOWN([definition.id])
  if (definition.scope === 'session') {
    const name = await sessions.nameOf(ctx)
    if (name === undefined) throw new E_ROOM_SESSION([definition.id])
    return { id: roomId(definition, name) }
  }
  // What it begins and does not await is known by its name, and no tab's
  const scope = { ctx, send() {} }
  const name: unknown = await runInScope(scope, `${definition.id}.room`, () =>
    definition.room!.call(definition.State, ctx)
  )
  if (typeof name === 'number' && Number.isFinite(name)) return named(definition, String(name))
  if (typeof name !== 'string' || name.length > MAX_LENGTH) {
    throw new E_ROOM_NAME([definition.id, inspect(name).slice(0, 100)])
  }
  return named(definition, name)
}

function named(definition: StateDefinition, name: string): NamedRoom {
  return { id: roomId(definition, name), name }
}
