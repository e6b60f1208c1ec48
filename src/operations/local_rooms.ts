/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { News } from '../bus/main.ts'
import { memberId, roomId, unpackRoom } from '../rooms/main.ts'
import type { Room, RoomContent, Rooms, RoomsOptions } from '../rooms/main.ts'
import type { StateDefinition, StateRegistry } from '../state/main.ts'
import { E_ROOM_TARGET } from './exceptions.ts'
import type { ProcessCalls } from './process_calls.ts'
import type { WireRoom } from './room_target.ts'

/** A room as one process tells it another. */
export type WireListedRoom = {
  id: string
  state: string
  name: string | null
  members: number
  tabs: number
  version: number
  idle: number
}

export type WireMember = { id: string; user: string | number | null; process: string }

/** What is in a room. */
export type WireContent = { vars: { [name: string]: News }; members: WireMember[] }

export type RoomListRequest = { state: string; id: string; after: string; limit: number }

/** A room that some process has found. */
export type FoundRoom = { id: string; state: string }

/**
 * What operators may do with rooms in this process, whoever asks.
 */
export class LocalRooms {
  #rooms: Rooms
  #states: StateRegistry
  #options: Pick<RoomsOptions, 'store' | 'logger'>

  constructor(rooms: Rooms, options: Pick<RoomsOptions, 'store' | 'logger' | 'registry'>) {
    this.#rooms = rooms
    this.#states = options.registry
    this.#options = options
  }

  /** Answers the calls of all processes. */
  serve(calls: ProcessCalls): void {
    calls.handle('rooms.list', (request: RoomListRequest) => this.list(request))
    calls.handle('rooms.find', (target: WireRoom) => this.find(target))
    calls.handle('rooms.look', (room: FoundRoom) => this.look(room))
    calls.handle('rooms.empty', (room: FoundRoom) => this.empty(room))
  }

  /** The first rooms after an id that are open here, by their ids. */
  list({ state, id, after, limit }: RoomListRequest): WireListedRoom[] {
    const found: Room[] = []
    for (const room of this.#rooms.all()) {
      if (state !== '' && room.state !== state) continue
      if (id !== '' && room.id !== id) continue
      // Somebody has only asked for it
      if (room.version === 0 && room.readers.size === 0) continue
      if (room.id > after) found.push(room)
    }
    return found
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit)
      .map((room) => describe(room))
  }

  /**
   * The room of a state by its name.
   *
   * @throws E_STATE_UNKNOWN, E_ROOM_TARGET
   */
  find({ state = '', room }: WireRoom): FoundRoom {
    const definition = this.#states.require(state)
    const why = whyNone(definition, room)
    if (why !== undefined) throw new E_ROOM_TARGET([`the state "${state}" ${why}`])
    return { id: roomId(definition, room ?? ''), state }
  }

  /**
   * @returns null for a room that is not there
   * @throws E_STATE_UNKNOWN, E_STORE_UNAVAILABLE
   */
  async look({ id, state }: FoundRoom): Promise<WireContent | null> {
    const definition = this.#states.require(state)
    const content = await this.#read(definition, id)
    if (!content) return null
    const vars = Object.fromEntries(
      definition.baseVars
        .filter((name) => definition.treeKey(name) === definition.id)
        .map((name) => [name, content.vars[name]])
    )
    const members = [...content.members].map(([tab, { user, process }]): WireMember => {
      return { id: memberId(tab), user: user ?? null, process }
    })
    // As pages get them: what JSON does not know is not there
    return JSON.parse(JSON.stringify({ vars, members })) as WireContent
  }

  /**
   * Gives the vars of a room their initial values. Its members stay.
   *
   * @returns how many members it has; null for a room that is not there, which is not made
   * @throws E_STATE_UNKNOWN, E_ROOM_BUSY, E_STORE_UNAVAILABLE, E_ROOM_LOST
   */
  async empty({ id, state }: FoundRoom): Promise<number | null> {
    const definition = this.#states.require(state)
    // Entering a room makes it
    if (!(await this.#read(definition, id))) return null
    const hold = this.#rooms.newHold()
    try {
      const { members } = await hold.holdById(definition, id)
      const vars = { ...definition.createVars(), present: members.size }
      hold.set(new Map([[state, vars]]))
      await hold.store()
      return members.size
    } finally {
      hold.abort()
    }
  }

  /** A room as it is stored; as it is here, where the store ends with the process. */
  async #read(definition: StateDefinition, id: string): Promise<RoomContent | undefined> {
    const { store, logger } = this.#options
    if (store.lasting) {
      const found = await store.read(id)
      return found && unpackRoom(found.data, definition, logger)
    }
    const hold = this.#rooms.newHold()
    try {
      const { version, content } = await hold.use(definition, id)
      return version === 0 ? undefined : content
    } finally {
      hold.abort()
    }
  }
}

function whyNone(definition: StateDefinition, room: string | undefined): string | undefined {
  if (!definition.inRoom) return 'has no rooms'
  if (definition.scope === 'session')
    return 'has a room for each session, which have no names: say its id'
  if (definition.room && room === undefined) return 'has several rooms: say which'
  return !definition.room && room !== undefined ? 'has one room, without a name' : undefined
}

function describe({ id, state, name, vars, version, readers, usedAt }: Room): WireListedRoom {
  let tabs = 0
  for (const { connected } of readers) if (connected) tabs++
  return {
    id,
    state,
    name: name ?? null,
    members: Number(vars.present),
    tabs,
    version,
    idle: tabs > 0 ? 0 : Math.round(performance.now() - usedAt),
  }
}
