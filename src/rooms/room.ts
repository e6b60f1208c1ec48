/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash } from 'node:crypto'
import type { Action } from '../protocol/main.ts'
import type { RoomChange, SharedVars, StateDefinition, StateRegistry, Vars } from '../state/main.ts'
import { RoomLock } from './room_lock.ts'
import type { MemberRecord, RoomContent } from './room_record.ts'
import { RoomView } from './room_view.ts'

/** A tab that shows the state of a room. */
export interface RoomReader {
  readonly id: string
  /** Id of its user; undefined for a guest. */
  readonly user: string | number | undefined
  readonly connected: boolean
  /** The room of a state has changed. */
  follow(state: string, change: RoomChange): void
  /** Sends an action to its browser at once. */
  send(action: Action): void
}

/** What begins the id of a room in a store. */
const PREFIX = 'room-'

/**
 * The id of a room among the records of a store.
 */
export function roomId({ scope, id }: StateDefinition, name: string): string {
  const hash = createHash('sha256').update(JSON.stringify([scope, id, name]))
  return PREFIX + hash.digest('base64url')
}

/**
 * A room: the vars of one state that many tabs have in common, and who is in it.
 */
export class Room implements SharedVars {
  readonly lock = new RoomLock()
  /** Tabs of this process that show it. */
  readonly readers = new Set<RoomReader>()
  /** As `static room` returned it; undefined for a state with one room, and for those of sessions. */
  name: string | undefined
  /** Turns of this process that know it. */
  uses = 0
  /** Number of this process' lease; undefined while another process may have the room. */
  fence: number | undefined
  /** Until when the store keeps it without hearing of it, in milliseconds of the monotonic clock. */
  storedUntil = 0
  /** When it was last used here, in milliseconds of the monotonic clock. */
  usedAt = performance.now()
  /** What other processes were told of last, or have told. */
  announced: RoomContent
  /** When tabs were told last, in milliseconds of the monotonic clock. */
  toldAt = -Infinity
  /** Tabs are about to be told. */
  telling: NodeJS.Immediate | NodeJS.Timeout | undefined
  /** Settles when its vars are here. */
  loading: Promise<void> | undefined

  #content: RoomContent
  /** The vars that tabs were told of last. */
  #told: Vars
  #view: RoomView

  #registry: StateRegistry

  constructor(
    readonly id: string,
    readonly state: string,
    registry: StateRegistry
  ) {
    this.#registry = registry
    const { definition } = this
    this.#content = { version: 0, vars: definition.createVars(), members: new Map() }
    this.#told = this.vars
    this.announced = this.#content
    this.#view = new RoomView(definition, registry)
  }

  /** The class that its state has now. */
  get definition(): StateDefinition {
    return this.#registry.require(this.state)
  }

  get content(): RoomContent {
    return this.#content
  }

  get vars(): Vars {
    return this.#content.vars
  }

  get version(): number {
    return this.#content.version
  }

  /** By tab id. */
  get members(): ReadonlyMap<string, MemberRecord> {
    return this.#content.members
  }

  /** Whether somebody in this process needs it. */
  get used(): boolean {
    return this.readers.size > 0 || this.uses > 0 || this.lock.busy
  }

  /** It is like that from now on. */
  become(content: RoomContent): void {
    this.#content = content
    this.name ??= content.name
  }

  /**
   * Tells the tabs what has changed since it was told last.
   *
   * @throws errors of computed vars
   */
  notifyReaders(): void {
    const from = this.#told
    this.#told = this.vars
    if (from === this.vars || this.readers.size === 0) return
    if (this.#view.definition !== this.definition) {
      this.#view = new RoomView(this.definition, this.#registry)
    }
    const change = this.#view.change(from, this.vars)
    const failures: unknown[] = []
    for (const reader of this.readers) {
      try {
        reader.follow(this.state, change)
      } catch (error) {
        // What cannot be computed for one tab is fine for the others
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
}
