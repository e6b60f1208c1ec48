/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash } from 'node:crypto'
import { bind, bindingOf } from './binding.ts'
import type { BridgeMode, Definition, RoomResolver, Scope, StateScope } from './contracts.ts'
import { E_STATE_BRIDGE, E_STATE_SCOPE, E_VAR_NOT_SUPPLIED } from './exceptions.ts'
import type { ExtendState, StateExtension } from './extension.ts'
import { foreignVars } from './foreign_vars.ts'
import { ownMetadata } from './metadata.ts'
import type { EventMetadata, OwnMetadata } from './metadata.ts'
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

const NO_NOTES: ReadonlyMap<string, unknown> = new Map()

type Handler = (...args: never[]) => unknown

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
  /** Names of the base vars, and of those that features supply. */
  readonly baseVars: readonly string[]
  /** Names of the backend vars. */
  readonly backendVars: readonly string[]
  /** Getters of the computed vars by name. */
  readonly computed: ReadonlyMap<string, () => unknown>
  /** Events by name. */
  readonly events: ReadonlyMap<string, EventDefinition>
  /** Names of the methods that are no events, those of the base classes and hooks aside. */
  readonly methods: readonly string[]
  /** Vars that the browser gets, base and computed. */
  readonly wireVars: readonly string[]

  /** What features add to it. */
  readonly extension: StateExtension = {}

  /** Changes when the class does, as far as the browser can tell. */
  readonly shape: string

  #prototype: object
  #notes = new Map<string, Map<string, unknown>>()

  /**
   * @param extend - asks features for what they add
   * @throws E_EVENT_NAME, E_STATE_BRIDGE, E_STATE_SCOPE, E_VAR_NAME; what a feature finds wrong
   */
  constructor(State: StateClass, extend?: ExtendState<StateDefinition>) {
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
    for (const own of inheritedMetadata(State)) {
      for (const name of own.vars) {
        vars.add(name)
        for (const notes of this.#notes.values()) notes.delete(name)
      }
      for (const [feature, notes] of own.notes) {
        const known = this.#notes.get(feature) ?? new Map<string, unknown>()
        for (const [name, note] of notes) known.set(name, note)
        this.#notes.set(feature, known)
      }
      for (const name of own.computed) computed.set(name, getterOf(State, name)!)
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
    this.extension = extend?.(this) ?? {}
    this.baseVars = [...vars, ...(this.extension.supplied ?? [])]
    this.wireVars = [...this.baseVars, ...computed.keys()]
    this.shape = shapeOf(this)
    this.#prototype = this.#createPrototype()
  }

  /**
   * The getter of a name, as the class or the nearest of its parents has it.
   *
   * @returns undefined where the name is not a getter
   */
  getter(name: string): (() => unknown) | undefined {
    return name in this.State.prototype ? getterOf(this.State, name) : undefined
  }

  /** Whether it is a feature that fills the var. */
  isSupplied(name: string): boolean {
    return this.extension.supplied?.includes(name) === true
  }

  /** Whether its vars are those of a room, and not of a tab. */
  get inRoom(): boolean {
    return this.scope !== 'tab'
  }

  /**
   * What decorators of a feature say of the class and its parents, by name of the member.
   *
   * @param feature - name of the feature
   */
  notes(feature: string): ReadonlyMap<string, unknown> {
    return this.#notes.get(feature) ?? NO_NOTES
  }

  /** Id in a tab's tree of what the tab has for itself of a state with a room. */
  get ownId(): string {
    return `${this.id}:own`
  }

  /** Id in a tab's tree under which a var is. */
  treeKey(name: string): string {
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
      if (this.isSupplied(name)) vars[name] = undefined
      else if (this.treeKey(name) === this.id) vars[name] = initial[name]
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

  #createPrototype(): object {
    const properties: PropertyDescriptorMap = {}
    for (const name of [...this.baseVars, ...this.backendVars]) {
      const id = this.treeKey(name)
      const isCounted = this.inRoom && name === 'present'
      const isSupplied = this.isSupplied(name)
      properties[name] = {
        enumerable: true,
        configurable: true,
        get: isSupplied
          ? function (this: State) {
              const value = bindingOf(this).scope.look(id, name)
              if (value === undefined) throw new E_VAR_NOT_SUPPLIED([`${id}.${name}`])
              return value
            }
          : function (this: State) {
              return bindingOf(this).scope.read(id, name)
            },
        set:
          isCounted || isSupplied
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

function shapeOf(definition: StateDefinition): string {
  const { id, baseVars, backendVars, computed, events, methods, extension } = definition
  const getters = [...computed].map(([name, getter]) => `${name}=${getter.toString()}`)
  const parts = [id, ...baseVars, ...backendVars, ...getters, ...events.keys(), '', ...methods]
  if (extension.snapshot) parts.push(JSON.stringify(extension.snapshot))
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
function getterOf(State: StateClass, name: string): (() => unknown) | undefined {
  let prototype = State.prototype as object
  while (!Object.hasOwn(prototype, name)) prototype = Object.getPrototypeOf(prototype) as object
  return Object.getOwnPropertyDescriptor(prototype, name)!.get
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
