/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { StateDefinition } from './definition.ts'
import type { RoomChange } from './room_views.ts'
import type { Vars } from './transaction.ts'

/** What a browser has of a state. It is never changed: another one takes its place. */
export interface Known {
  /** Counts how often the browser was told of the state. Patches name it as their base. */
  readonly step: number
  /** The vars that it shows; undefined while its tab sleeps, unless it is a room's. */
  readonly wire: Vars | undefined
  /** The vars of the room that `wire` was made of; undefined for a state without a room. */
  readonly room: Vars | undefined
}

/**
 * All that a browser has, by state id. Nothing else says what it has been told, so what is told is
 * always the difference to it.
 */
export class KnownStates {
  #states = new Map<string, Known>()

  get ids(): string[] {
    return [...this.#states.keys()]
  }

  /** How often the browser was told of each state. */
  get steps(): [id: string, step: number][] {
    return [...this.#states].map(([id, { step }]) => [id, step])
  }

  get(id: string): Known | undefined {
    return this.#states.get(id)
  }

  /**
   * The browser is told of a state.
   *
   * @returns the step that it had before, and has now
   */
  advance(
    id: string,
    wire: Vars | undefined,
    room: Vars | undefined
  ): { base: number; step: number } {
    const base = this.#states.get(id)?.step ?? -1
    const step = base + 1
    this.#states.set(id, { step, wire, room })
    return { base, step }
  }

  /** The browser shows other vars of the room already, since they look the same. */
  note(id: string, room: Vars | undefined): void {
    const known = this.#states.get(id)
    if (known && known.room !== room) this.#states.set(id, { ...known, room })
  }

  /** The browser forgets a state, or is told of it in full next time. */
  forget(id: string): void {
    this.#states.delete(id)
  }

  /** The browser forgets all other states. */
  keep(ids: ReadonlySet<string>): void {
    for (const id of this.#states.keys()) if (!ids.has(id)) this.#states.delete(id)
  }

  clear(): void {
    this.#states.clear()
  }

  /** Keeps no vars until `wake`, but those of rooms, which all tabs have in common. */
  sleep(): void {
    for (const [id, known] of this.#states) {
      if (!known.room) this.#states.set(id, { ...known, wire: undefined })
    }
  }

  /** Has the vars again. */
  wake(wireOf: (id: string) => Vars): void {
    for (const [id, known] of this.#states) {
      if (!known.wire) this.#states.set(id, { ...known, wire: wireOf(id) })
    }
  }

  /** The browser has what a store says. */
  restore(steps: readonly [id: string, step: number][]): void {
    for (const [id, step] of steps) {
      this.#states.set(id, { step, wire: undefined, room: undefined })
    }
  }

  /** Whether a change of a room, as all its tabs are told of it, begins with what this browser has. */
  fits(id: string, { from, before }: RoomChange, { computed }: StateDefinition): boolean {
    const known = this.#states.get(id)
    if (known?.room !== from) return false
    const { wire } = known
    // A computed var that looks at the clock may be different for each tab
    for (const name of computed.keys()) if (wire?.[name] !== before[name]) return false
    return true
  }
}
