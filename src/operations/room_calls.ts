/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { OptionNames } from '../option_names.ts'
import { E_ROOM_TARGET } from './exceptions.ts'
import type { FoundRoom, RoomListRequest, WireContent, WireListedRoom } from './local_rooms.ts'
import type { ProcessCalls } from './process_calls.ts'
import { ListPage } from './list_page.ts'
import type { ListOptions } from './list_page.ts'
import { readTarget } from './named_target.ts'
import { roomInWords, wireRoom } from './room_target.ts'
import type { RoomTarget } from './room_target.ts'
import type { StateClass } from '../state/main.ts'
import type { Heard } from './tab_calls.ts'

/** A room of a list. */
export interface ListedRoom {
  /** Digest of its state and name, which grants no access to the room. */
  id: string
  /** Id of its state. */
  state: string
  /**
   * What `static room` returned. Null if the state has one room for everybody, if the room belongs
   * to a browser session, or if an older version of this package has stored it.
   */
  name: string | null
  /** Number of tabs in the room. */
  members: number
  /** Number of these with a socket. */
  tabs: number
  /** Milliseconds since it was last used; 0 while a tab shows it. */
  idle: number
  /** Host and process id of the processes that have it open. */
  processes: string[]
}

/** Which rooms are listed. */
export interface RoomFilter {
  /** Rooms of a state, as class or id. */
  state?: StateClass | string
}

const FILTERS: OptionNames<RoomFilter> = { state: true }

/** A page of the rooms of all processes. */
export interface RoomList extends Heard {
  /** By id. */
  rooms: ListedRoom[]
  /** `after` of the next list; undefined after the last one. */
  next: string | undefined
}

/** A member of a room. */
export interface RoomMember {
  /** Digest of the tab's id, as in `reflex.tabs.list()`. */
  id: string
  /** Id of the user; null for a guest. */
  user: string | number | null
}

/** The contents of a room. */
export interface RoomContents {
  /** Base vars, as pages see them. Backend vars and computed vars are omitted. */
  vars: Record<string, unknown>
  members: RoomMember[]
}

/** The result of a look at a room. */
export interface RoomLook extends Heard {
  /** Undefined if the room is neither open nor stored. */
  room: RoomContents | undefined
}

/** What `reflex.rooms.empty()` has done. */
export interface Emptied {
  /** Number of members that see the change. */
  members: number
}

/** Operations on the rooms of all processes. */
export class RoomCalls {
  #calls: ProcessCalls

  constructor(calls: ProcessCalls) {
    this.#calls = calls
  }

  /**
   * Lists rooms that processes have open, one page at a time.
   *
   * @param filter - which rooms; all if omitted
   * @throws E_ROOM_TARGET
   */
  async list(filter: RoomFilter = {}, options?: ListOptions): Promise<RoomList> {
    const page = new ListPage(options)
    const { state = '' } = readTarget<RoomFilter>(filter, FILTERS, E_ROOM_TARGET)
    const request: RoomListRequest = { state, id: '', after: page.after, limit: page.asked }
    const { rooms: found, unanswered } = await this.#ask(request)
    const { entries: rooms, next } = page.cut(found)
    return { rooms, next, unanswered }
  }

  /**
   * Returns the vars and members of a room.
   *
   * @throws E_ROOM_TARGET, E_STATE_UNKNOWN, E_STORE_UNAVAILABLE
   */
  async look(target: RoomTarget): Promise<RoomLook> {
    const { room, unanswered } = await this.#find(target)
    const content = await this.#calls.askOne<WireContent | null>('rooms.look', room)
    const members = content?.members.map(({ id, user }) => ({ id, user })) ?? []
    return { room: content ? { vars: content.vars, members } : undefined, unanswered }
  }

  /**
   * Resets all vars of a room to their initial values, backend vars included. It waits for its turn
   * among the events of the room. The members stay in the room and see the change.
   *
   * @throws E_ROOM_TARGET, also when the room is neither open nor stored; E_STATE_UNKNOWN,
   *   E_ROOM_BUSY, E_STORE_UNAVAILABLE, E_ROOM_LOST
   */
  async empty(target: RoomTarget): Promise<Emptied> {
    const { room } = await this.#find(target)
    const members = await this.#calls.askOne<number | null>('rooms.empty', room)
    if (members === null) {
      throw new E_ROOM_TARGET([`no ${roomInWords(wireRoom(target))} exists`])
    }
    return { members }
  }

  async #find(target: RoomTarget): Promise<Heard & { room: FoundRoom }> {
    const wire = wireRoom(target)
    if (wire.id === undefined) {
      return { room: await this.#calls.askOne<FoundRoom>('rooms.find', wire), unanswered: [] }
    }
    // Only who has it open knows the state of an id
    const { rooms, unanswered } = await this.#ask({ state: '', id: wire.id, after: '', limit: 1 })
    const [found] = rooms
    if (!found) throw new E_ROOM_TARGET([`no process has a room "${wire.id}" open`])
    return { room: { id: found.id, state: found.state }, unanswered }
  }

  /** Rooms by id, each once, with what all processes say of them. */
  async #ask(request: RoomListRequest): Promise<Heard & { rooms: ListedRoom[] }> {
    const { answers, unanswered } = await this.#calls.ask<WireListedRoom[]>('rooms.list', request)
    const byId = new Map<string, ListedRoom & { version: number }>()
    for (const { process, value } of answers) {
      for (const room of value) {
        const known = byId.get(room.id)
        if (!known) {
          byId.set(room.id, { ...room, processes: [process] })
          continue
        }
        // The newest has heard of who is in it
        if (room.version > known.version) known.members = room.members
        known.version = Math.max(known.version, room.version)
        known.name ??= room.name
        known.tabs += room.tabs
        known.idle = Math.min(known.idle, room.idle)
        known.processes.push(process)
      }
    }
    const rooms = [...byId.values()]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ version: _, ...room }) => room)
    return { rooms, unanswered }
  }
}
