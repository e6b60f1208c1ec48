/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Patch } from '../protocol/main.ts'
import type { StateRegistry } from './state_registry.ts'
import type { Tree, Vars } from './transaction.ts'

/** A room, as the trees of its tabs see it. */
export interface SharedVars {
  /** The vars now. The object is never changed: another one takes its place. */
  readonly vars: Vars
}

/** A step of a room from one version of its vars to the next. */
export interface RoomChange {
  from: Vars
  to: Vars
  /** What it changes for pages; undefined where that depends on the tab. */
  patches: Patch[] | undefined
  /** The vars that pages see before it and after it, when they are the same for all tabs. */
  before: Vars
  wire: Vars
}

/**
 * The rooms of a tab's states.
 */
export class RoomViews {
  #registry: StateRegistry
  #rooms: ReadonlyMap<string, SharedVars> = new Map()

  constructor(registry: StateRegistry) {
    this.#registry = registry
  }

  /** By state id. */
  get all(): ReadonlyMap<string, SharedVars> {
    return this.#rooms
  }

  enter(rooms: ReadonlyMap<string, SharedVars>): void {
    this.#rooms = rooms
  }

  /** Whether a state is that of the same room as before. */
  stays(id: string, next: ReadonlyMap<string, SharedVars> | undefined): boolean {
    return next === undefined || this.#rooms.get(id) === next.get(id)
  }

  /** A tab's own tree together with its rooms. */
  over(tree: Tree, rooms = this.#rooms): Tree {
    if (rooms.size === 0) return tree
    const whole = { ...tree }
    for (const [id, room] of rooms) whole[id] = room.vars
    return whole
  }

  /** The part of a whole tree that is the tab's own. */
  without(whole: Tree): Tree {
    const shared = Object.keys(whole).filter((id) => this.#registry.get(id)?.inRoom)
    if (shared.length === 0) return whole
    return Object.fromEntries(Object.entries(whole).filter(([id]) => !shared.includes(id)))
  }

  /** Vars of the held rooms that are others now. */
  changed(held: ReadonlyMap<string, Vars>, whole: Tree): Map<string, Vars> {
    const changed = new Map<string, Vars>()
    for (const [id, vars] of held) if (whole[id] !== vars) changed.set(id, whole[id])
    return changed
  }
}
