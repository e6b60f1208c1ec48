/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate } from 'node:timers/promises'
import type { Logger } from '@adonisjs/core/logger'
import type { Action } from '../protocol/main.ts'
import type { StateRegistry, Vars } from '../state/main.ts'
import { runHook } from './member_hooks.ts'
import type { Room, RoomReader } from './room.ts'
import type { MemberRecord } from './room_record.ts'
import type { RoomKeeper, RoomLimits } from './room_keeper.ts'
import { RoomHold } from './room_hold.ts'

export interface MembersOptions {
  rooms: RoomKeeper
  registry: StateRegistry
  /** Id of this process. */
  process: string
  limits: RoomLimits
  logger: Logger
}

/** Who is to come into a room and who is to leave it. */
class Changes {
  /** Users by tab id. */
  readonly arrivals = new Map<string, string | number | undefined>()
  readonly departures = new Set<string>()
  /** Processes that have gone, with all their tabs. */
  readonly buried = new Set<string>()

  get empty(): boolean {
    return this.arrivals.size + this.departures.size + this.buried.size === 0
  }

  /** Adds older changes, which newer ones overrule. */
  restore(older: Changes): void {
    for (const [tab, user] of older.arrivals) {
      if (!this.departures.has(tab) && !this.arrivals.has(tab)) this.arrivals.set(tab, user)
    }
    for (const tab of older.departures) if (!this.arrivals.has(tab)) this.departures.add(tab)
    for (const process of older.buried) this.buried.add(process)
  }
}

/** Milliseconds until a change that could not be made is tried again. */
const RETRY = 500

/**
 * Who is in which room. A tab is in the rooms of its page while it has a socket, and for a short
 * time after it has lost it. Members are part of the room: they change in its turns, so `$joined` and
 * `$left` run once for each.
 */
export class Members {
  #options: MembersOptions
  #changes = new Map<Room, Changes>()
  /** Rooms whose changes are being made. */
  #busy = new Set<Room>()
  /** Tabs that have lost their socket. */
  #leaving = new Map<string, NodeJS.Timeout>()
  /** Rooms by id of the tab that is in them, or is about to be. */
  #present = new Map<string, Set<Room>>()
  #closed = false

  constructor(options: MembersOptions) {
    this.#options = options
  }

  /** A tab has a socket, and shows these rooms. */
  arrived(tab: RoomReader, rooms: Iterable<Room>): void {
    clearTimeout(this.#leaving.get(tab.id))
    this.#leaving.delete(tab.id)
    const next = new Set(rooms)
    for (const room of this.#present.get(tab.id) ?? [])
      if (!next.has(room)) this.#leave(tab.id, room)
    for (const room of next) this.#join(tab, room)
    if (next.size > 0) this.#present.set(tab.id, next)
    else this.#present.delete(tab.id)
  }

  /** Whether a tab is in rooms, or about to be. */
  has(tab: RoomReader): boolean {
    return this.#present.has(tab.id)
  }

  /** A tab has lost its socket, or is about to be in another process. */
  departed(tab: RoomReader): void {
    if (!this.#present.has(tab.id) || this.#leaving.has(tab.id)) return
    const { leaveAfter } = this.#options.limits
    this.#leaving.set(tab.id, setTimeout(() => this.ended(tab), leaveAfter).unref())
  }

  /** A tab has ended. */
  ended(tab: RoomReader): void {
    clearTimeout(this.#leaving.get(tab.id))
    this.#leaving.delete(tab.id)
    for (const room of this.#present.get(tab.id) ?? []) this.#leave(tab.id, room)
    this.#present.delete(tab.id)
  }

  /** A process has gone: its tabs are in no room any more. */
  bury(process: string): void {
    for (const room of this.#options.rooms.all()) {
      if (room.readers.size === 0) continue
      this.#of(room).buried.add(process)
      this.#make(room)
    }
  }

  /** Others have taken this process for gone. */
  rejoin(): void {
    for (const room of this.#options.rooms.all()) {
      for (const reader of room.readers) if (reader.connected) this.#join(reader, room)
    }
  }

  /** Resolves when all who come and go have done so, but for rooms that an event has not left yet. */
  async settled(): Promise<void> {
    const isSettling = () => [...this.#busy].some((room) => !room.lock.contested)
    while (!this.#closed && isSettling()) await setImmediate()
  }

  close(): void {
    this.#closed = true
    for (const timer of this.#leaving.values()) clearTimeout(timer)
    this.#leaving.clear()
  }

  #join(tab: RoomReader, room: Room): void {
    const member = room.members.get(tab.id)
    const changes = this.#changes.get(room)
    const isSettled = !changes && !this.#busy.has(room)
    const { process } = this.#options
    if (isSettled && member?.process === process && member.user === tab.user) return
    const { arrivals, departures } = this.#of(room)
    departures.delete(tab.id)
    arrivals.set(tab.id, tab.user)
    this.#make(room)
  }

  #leave(tab: string, room: Room): void {
    const { arrivals, departures } = this.#of(room)
    arrivals.delete(tab)
    departures.add(tab)
    this.#make(room)
  }

  #of(room: Room): Changes {
    let changes = this.#changes.get(room)
    if (!changes) this.#changes.set(room, (changes = new Changes()))
    return changes
  }

  /** Makes the changes of a room, all that there are at once. */
  #make(room: Room): void {
    if (this.#busy.has(room)) return
    this.#busy.add(room)
    void this.#work(room).finally(() => this.#busy.delete(room))
  }

  async #work(room: Room): Promise<void> {
    for (;;) {
      const changes = this.#changes.get(room)
      if (!changes || this.#closed) return
      try {
        await this.#makeChanges(room)
      } catch (error) {
        const { logger } = this.#options
        logger.warn(
          { err: error },
          'changes of members of a room are delayed: %s',
          (error as Error).message
        )
        await new Promise((resolve) => setTimeout(resolve, RETRY).unref())
      }
    }
  }

  async #makeChanges(room: Room): Promise<void> {
    const { definition } = room
    const hold = new RoomHold(this.#options.rooms)
    let changes: Changes | undefined
    try {
      const held = await hold.holdById(definition, room.id)
      changes = this.#changes.get(room)!
      this.#changes.delete(room)
      const members = new Map(held.members)
      const vars = await this.#change(held, changes, members)
      hold.set(new Map([[definition.id, vars]]), members)
      await hold.store()
    } catch (error) {
      hold.abort()
      if (changes) this.#of(room).restore(changes)
      throw error
    }
  }

  /** @returns the vars with all that the hooks have changed */
  async #change(room: Room, changes: Changes, members: Map<string, MemberRecord>): Promise<Vars> {
    const { process } = this.#options
    let { vars } = room
    const leave = async (tab: string, member: MemberRecord) => {
      members.delete(tab)
      vars = await this.#hook('$left', room, vars, tab, member)
    }
    for (const [tab, member] of room.members) {
      if (changes.buried.has(member.process)) await leave(tab, member)
    }
    for (const tab of changes.departures) {
      const member = members.get(tab)
      // Another process may have taken the tab up
      if (member?.process === process) await leave(tab, member)
    }
    for (const [tab, user] of changes.arrivals) {
      const known = members.get(tab)
      if (known && known.user !== user) await leave(tab, known)
      members.set(tab, { user, process })
      if (known?.user === user && known) continue
      vars = await this.#hook('$joined', room, vars, tab, { user, process })
    }
    return vars.present === members.size ? vars : { ...vars, present: members.size }
  }

  /** A hook that fails changes nothing, and keeps nobody in or out. */
  async #hook(
    name: '$joined' | '$left',
    room: Room,
    vars: Vars,
    tab: string,
    member: MemberRecord
  ): Promise<Vars> {
    const { registry, logger } = this.#options
    try {
      const send = (action: Action) => {
        for (const reader of room.readers) if (reader.id === tab) reader.send(action)
      }
      return await runHook(name, vars, tab, member, { definition: room.definition, registry, send })
    } catch (error) {
      logger.error({ err: error, state: room.definition.id }, '%s() failed', name)
      return vars
    }
  }
}
