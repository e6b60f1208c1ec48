/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash } from 'node:crypto'
import { bind, bindingOf } from './binding.ts'
import type { BridgeMode, Definition, RoomResolver, Scope, StateScope } from './contracts.ts'
import { E_PLACE_VALIDATOR, E_STATE_BRIDGE, E_STATE_SCOPE } from './exceptions.ts'
import { foreignVars } from './foreign_vars.ts'
import { ownMetadata } from './metadata.ts'
import type { EventMetadata, OwnMetadata } from './metadata.ts'
import { isPlainValue } from './places/place.ts'
import type { Place } from './places/place.ts'
import type { State, StateClass } from './state.ts'
import { assertNames, methodsOf } from './taken_names.ts'
import type { Vars } from './transaction.ts'

const MODES: ReadonlySet<unknown> = new Set<BridgeMode>(['full', 'auth', 'none'])

export function isBridgeMode(value: unknown): value is BridgeMode {
  return MODES.has(value)
}

const SCOPES: ReadonlySet<unknown> = new Set<StateScope>(['tab', 'session', 'shared'])

/** Vars of a state with a room that each tab has for itself. */
const OWN_VARS: ReadonlySet<string> = new Set(['errors'])

type Handler = (...args: never[]) => unknown

/** A base var with a place. */
export interface PlacedVar<P extends Place = Place> {
  readonly definition: StateDefinition
  readonly name: string
  readonly place: P
  /** What it is while its place holds nothing that can be taken. */
  readonly initial: unknown
}

/** An event of a state class. */
export interface EventDefinition extends EventMetadata {
  name: string
  /** How many parameters its handler declares before the first one with a default. */
  arity: number
}

/**
 * The id by which pages and frames name a state class.
 */
export function stateId(state: { id?: string; name: string }): string {
  return Object.hasOwn(state, 'id') && state.id ? state.id : state.name
}

/**
 * What a state class declares, read once. It makes the class' instances: views on a tab's tree,
 * with an accessor for each var.
 */
export class StateDefinition implements Definition {
  /** By which pages and frames name it: `static id`, or the name of the class. */
  readonly id: string
  readonly State: StateClass
  /** What `static bridge` says. */
  readonly bridge: BridgeMode | undefined
  /** Who has the state in common. */
  readonly scope: StateScope
  /** What `static room` is. */
  readonly room: RoomResolver | undefined
  /** Names of the base vars. */
  readonly baseVars: readonly string[]
  /** Names of the backend vars. */
  readonly backendVars: readonly string[]
  /** Getters of the computed vars by name. */
  readonly computed: ReadonlyMap<string, () => unknown>
  /** Events by name. */
  readonly events: ReadonlyMap<string, EventDefinition>
  /** Names of the methods that are no events, those of the base classes and hooks aside. */
  readonly methods: readonly string[]
  /** Base vars that are kept elsewhere besides, by name. */
  readonly places: ReadonlyMap<string, PlacedVar>
  /** Which of them are in the browser's storage, as it is told; undefined when none is. */
  readonly stored: Readonly<Record<string, string>> | undefined
  /** Vars that the browser gets, base and computed. */
  readonly wireVars: readonly string[]

  /** Changes when the class does, as far as the browser can tell. */
  readonly shape: string

  #prototype: object

  /**
   * @throws E_EVENT_NAME, E_PLACE_VALIDATOR, E_STATE_BRIDGE, E_STATE_SCOPE, E_VAR_NAME
   */
  constructor(State: StateClass) {
    this.State = State
    this.id = stateId(State)
    this.bridge = bridgeOf(State)
    this.scope = scopeOf(State)
    this.room = State.room

    const initial = new State() as unknown as Vars
    assertNames(State, this.id, Object.keys(initial))
    const vars = new Set<string>()
    if (this.inRoom) vars.add('present')
    const computed = new Map<string, () => unknown>()
    const events = new Map<string, EventDefinition>()
    const places = new Map<string, Place>()
    for (const own of inheritedMetadata(State)) {
      for (const name of own.vars) {
        vars.add(name)
        places.delete(name)
      }
      for (const [name, place] of own.places) places.set(name, place)
      for (const name of own.computed) computed.set(name, getterOf(State, name))
      for (const [name, event] of own.events) {
        events.set(name, {
          name,
          ...event,
          arity: (State.prototype as unknown as Record<string, Handler>)[name].length,
        })
      }
    }
    this.baseVars = [...vars]
    this.backendVars = Object.keys(initial).filter((name) => !vars.has(name))
    this.computed = computed
    this.events = events
    this.methods = methodsOf(State).filter((name) => !events.has(name))
    this.wireVars = [...vars, ...computed.keys()]
    this.places = this.#placedVars(places, initial)
    this.stored = storedVars(this.places)
    if (this.inRoom && this.places.size > 0) {
      const [name] = this.places.keys()
      throw new E_STATE_SCOPE([this.id, `its var "${name}" has a place in one browser`])
    }
    this.shape = shapeOf(this)
    this.#prototype = this.#createPrototype()
  }

  /** Whether its vars are those of a room, and not of a tab. */
  get inRoom(): boolean {
    return this.scope !== 'tab'
  }

  /** Id in a tab's tree of what the tab has for itself of a state with a room. */
  get ownId(): string {
    return `${this.id}:own`
  }

  /** Where in a tab's tree a var is. */
  placeOf(name: string): string {
    return this.inRoom && OWN_VARS.has(name) ? this.ownId : this.id
  }

  /**
   * What a tab has for itself of a new state with a room.
   */
  createOwnVars(): Vars {
    return { errors: {} }
  }

  /**
   * The vars of a new state, as the field initializers of the class give them.
   */
  createVars(): Vars {
    const initial = new this.State() as unknown as Vars
    const vars: Vars = {}
    for (const name of [...this.baseVars, ...this.backendVars]) {
      if (this.placeOf(name) === this.id) vars[name] = initial[name]
    }
    if (this.inRoom) vars.present = 0
    return vars
  }

  /**
   * The vars that the class has, with the values of those that were there before.
   *
   * @param known - vars that another class may have made
   */
  renewVars(known: Vars): Vars {
    const vars = this.createVars()
    for (const name of Object.keys(vars)) if (Object.hasOwn(known, name)) vars[name] = known[name]
    return vars
  }

  /**
   * The same, and the vars that only the class of another build has, for that build.
   */
  adoptVars(known: Vars): Vars {
    const vars = this.renewVars(known)
    return { ...foreignVars(known, vars, Date.now()), ...vars }
  }

  /**
   * A view on the state for one event. Its constructor does not run: the vars are in the tree.
   */
  createInstance(scope: Scope): State {
    return bind(Object.create(this.#prototype) as State, { scope, definition: this })
  }

  #placedVars(places: Map<string, Place>, vars: Vars): Map<string, PlacedVar> {
    const placed = new Map<string, PlacedVar>()
    for (const [name, place] of places) {
      const initial = vars[name]
      if (!place.validator && !isPlainValue(initial, place)) {
        throw new E_PLACE_VALIDATOR([`${this.id}.${name}`])
      }
      placed.set(name, { definition: this, name, place, initial })
    }
    return placed
  }

  #createPrototype(): object {
    const properties: PropertyDescriptorMap = {}
    for (const name of [...this.baseVars, ...this.backendVars]) {
      const id = this.placeOf(name)
      const isCounted = this.inRoom && name === 'present'
      properties[name] = {
        enumerable: true,
        configurable: true,
        get(this: State) {
          return bindingOf(this).scope.read(id, name)
        },
        set: isCounted
          ? undefined
          : function (this: State, value: unknown) {
              bindingOf(this).scope.write(id, name, value)
            },
      }
    }
    for (const [name] of this.computed) {
      properties[name] = {
        enumerable: true,
        configurable: true,
        get(this: State) {
          const { scope, definition } = bindingOf(this)
          return scope.compute(definition, name)
        },
      }
    }
    return Object.create(this.State.prototype as object, properties)
  }
}

/**
 * @throws E_STATE_SCOPE
 */
function scopeOf(State: StateClass): StateScope {
  const { scope = 'tab', room } = State
  const id = stateId(State)
  if (!SCOPES.has(scope)) {
    throw new E_STATE_SCOPE([id, `"${String(scope)}" is not one of tab, session, shared`])
  }
  if (room === undefined) return scope
  if (typeof room !== 'function') {
    throw new E_STATE_SCOPE([id, '`static room` is not a method that names a room'])
  }
  if (scope !== 'shared') {
    throw new E_STATE_SCOPE([id, "`static room` needs `static scope = 'shared' as const`"])
  }
  return scope
}

/** The vars in the browser's storage: which storage (`l` or `s`), and the key when it is given. */
function storedVars(places: ReadonlyMap<string, PlacedVar>): Record<string, string> | undefined {
  const stored: Record<string, string> = {}
  for (const [name, { place }] of places) {
    if (place.in === 'local' || place.in === 'session') {
      stored[name] = place.in[0] + (place.key ?? '')
    }
  }
  return Object.keys(stored).length > 0 ? stored : undefined
}

function shapeOf(definition: StateDefinition): string {
  const { id, baseVars, backendVars, computed, events, methods, stored } = definition
  const getters = [...computed].map(([name, getter]) => `${name}=${getter.toString()}`)
  const parts = [id, ...baseVars, ...backendVars, ...getters, ...events.keys(), '', ...methods]
  if (stored) parts.push(JSON.stringify(stored))
  return createHash('sha1').update(parts.join('|')).digest('base64url')
}

/**
 * @throws E_STATE_BRIDGE
 */
function bridgeOf(State: StateClass): BridgeMode | undefined {
  const { bridge } = State
  if (bridge !== undefined && !isBridgeMode(bridge))
    throw new E_STATE_BRIDGE([stateId(State), String(bridge)])
  return bridge
}

/** The getter that an instance has: a subclass may have overridden the decorated one. */
function getterOf(State: StateClass, name: string): () => unknown {
  let prototype = State.prototype as object
  while (!Object.hasOwn(prototype, name)) prototype = Object.getPrototypeOf(prototype) as object
  return Object.getOwnPropertyDescriptor(prototype, name)!.get!
}

/** Records of the class and its parents, parents first. */
function inheritedMetadata(State: StateClass): OwnMetadata[] {
  const records: OwnMetadata[] = []
  let current: object | null = State
  while (current && current !== Function.prototype) {
    const own = ownMetadata(current)
    if (own) records.unshift(own)
    current = Object.getPrototypeOf(current) as object | null
  }
  return records
}
