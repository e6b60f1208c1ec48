/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { deserialize, serialize } from 'node:v8'
import type { PackedChanges, PackedVars } from './packed_states.ts'
import type { Tree, Vars } from './transaction.ts'

/**
 * The vars of a tab's states as bytes: while the tab sleeps, and for its store. A state that no event has touched is
 * the same object as before, so what the store has of it is known without a look inside.
 */
export class SleepingVars {
  /** The vars while the tab sleeps. */
  #asleep: PackedVars | undefined
  /** The vars that the store has. */
  #stored: Tree = {}
  /** The store has the sleeping vars. */
  #isStored = false

  get isAsleep(): boolean {
    return this.#asleep !== undefined
  }

  /**
   * @param isStored - whether the store has the vars one by one, so that only changed ones are written
   */
  restore(vars: PackedVars, isStored: boolean): void {
    this.#asleep = vars
    this.#isStored = isStored
  }

  sleep(tree: Tree): void {
    this.restore(packed(tree), false)
    this.#stored = {}
  }

  /** The vars as objects again. */
  wake(): Tree {
    const tree: Record<string, Vars> = {}
    for (const [id, vars] of this.#asleep ?? []) tree[id] = deserialize(vars) as Vars
    this.#asleep = undefined
    this.#stored = this.#isStored ? tree : {}
    return tree
  }

  /** What a store does not have yet. All vars must be storable. */
  changes(tree: Tree): PackedChanges {
    const asleep = this.#asleep
    if (asleep) {
      const changed: PackedVars = this.#isStored ? new Map() : asleep
      return { changed, all: () => asleep, stored: () => (this.#isStored = true) }
    }
    const stored = this.#stored
    const changed = new Map<string, Uint8Array | undefined>()
    for (const [id, vars] of Object.entries(tree)) {
      if (stored[id] !== vars) changed.set(id, serialize(vars))
    }
    for (const id of Object.keys(stored)) if (!Object.hasOwn(tree, id)) changed.set(id, undefined)
    return { changed, all: () => packed(tree), stored: () => (this.#stored = tree) }
  }
}

function packed(tree: Tree): PackedVars {
  return new Map(Object.entries(tree).map(([id, vars]) => [id, serialize(vars)]))
}
