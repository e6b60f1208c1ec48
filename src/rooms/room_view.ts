/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { ComputedCache, diff, EventScope } from '../state/main.ts'
import type { RoomChange, StateDefinition, StateRegistry, Vars } from '../state/main.ts'

interface Wire {
  vars: Vars
  /** It is the same for all tabs: no computed var has read anything but the room. */
  isCommon: boolean
}

/**
 * What pages see of a room, worked out once for all its tabs.
 */
export class RoomView {
  readonly definition: StateDefinition
  #registry: StateRegistry
  #cache = new ComputedCache()
  #last: { vars: Vars; wire: Wire } | undefined

  constructor(definition: StateDefinition, registry: StateRegistry) {
    this.definition = definition
    this.#registry = registry
  }

  /** What is told to all tabs. Where a computed var fails for the room alone, each tab works it out. */
  change(from: Vars, to: Vars): RoomChange {
    let before: Wire
    let after: Wire
    try {
      before = this.#wire(from)
      after = this.#wire(to)
    } catch {
      return { from, to, patches: undefined, before: {}, wire: {} }
    }
    const isCommon = before.isCommon && after.isCommon
    const patches = isCommon ? diff(before.vars, after.vars, this.definition.id) : undefined
    return { from, to, patches, before: before.vars, wire: after.vars }
  }

  #wire(vars: Vars): Wire {
    if (this.#last?.vars === vars) return this.#last.wire
    const wire = this.#compute(vars)
    this.#last = { vars, wire }
    return wire
  }

  #compute(vars: Vars): Wire {
    const { definition } = this
    const { id } = definition
    const cache = this.#cache
    const wire: Vars = {}
    for (const name of definition.baseVars) {
      if (definition.treeKey(name) === id) wire[name] = vars[name]
    }
    if (definition.computed.size === 0) return { vars: wire, isCommon: true }
    const scope = new EventScope({ registry: this.#registry, tree: { [id]: vars }, cache })
    let isCommon = true
    for (const name of definition.computed.keys()) {
      wire[name] = scope.compute(definition, name)
      const entry = cache.get(id, name)
      isCommon &&= entry?.dependencies.every((dependency) => dependency.id === id) ?? false
    }
    return { vars: wire, isCommon }
  }
}
