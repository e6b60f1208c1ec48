/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { APP_STATE_ID } from '../protocol/main.ts'
import { clientError } from './errors.ts'
import type { EventCallers } from './events.ts'
import type { StateRecord } from './state_record.ts'
import type { Store } from './store.ts'

/** Stands for all vars of a state. No var has this name. */
const WHOLE = ''

/** Before the name of a var: what a field says of it. */
const TEXT = ':'

/** By which a field that is bound to a var gets from a snapshot to its state. */
export const BINDING: unique symbol = Symbol('reflex.binding')

/** What a bound field uses of its state. */
export interface Binding {
  readonly id: string
  readonly store: Store
  readonly events: EventCallers
  /** What the field says of a var; undefined where that is its value. */
  text(name: string): string | undefined
}

/** A state, and what all states share. */
type Source = () => [own: StateRecord | undefined, shared: StateRecord | undefined]

/**
 * A state as one reader sees it. A snapshot is an object with the vars and events of the state; it
 * takes note of the vars that are read from it, and is replaced by a new one when one of these has
 * changed, and only then.
 *
 * What is read once stays what it is in that snapshot. What was never read is read from the current
 * state: it cannot contradict anything that the reader has seen.
 *
 * @example
 * ```ts
 * const view = new StateView(client, 'CartState')
 * const cart = view.snapshot()
 * cart.total
 * view.subscribe(() => view.snapshot() === cart || console.log('The total has changed'))
 * ```
 */
export class StateView {
  #id: string
  /** Id of what all states share. */
  #base: string
  #store: Store
  #events: EventCallers
  #checked: ReturnType<Source>
  #seen!: Map<string, unknown>
  #snapshot: object
  #initial: object | undefined

  /**
   * @param base - id of what its snapshots have besides
   * @throws ReflexError E_STATE_NOT_REACHABLE when the page does not have the state
   */
  constructor(client: { store: Store; events: EventCallers }, id: string, base = APP_STATE_ID) {
    this.#id = id
    this.#base = base
    this.#store = client.store
    this.#events = client.events
    if (!this.#store.state(id)) {
      throw clientError(
        404,
        'E_STATE_NOT_REACHABLE',
        `The page "${this.#store.page.url}" has no state "${id}". A page has the states that its file imports, itself or through other modules, and that a state file exports.`
      )
    }
    this.#checked = this.#current()
    this.#snapshot = this.#create(this.#current)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    const ends = [this.#id, this.#base].map((id) => this.#store.subscribe(id, listener))
    return () => ends.forEach((end) => end())
  }

  /** The same object until a var that was read from it has changed. */
  readonly snapshot = (): object => {
    const current = this.#current()
    const [own, shared] = current
    // A state that went away with its page stays as it was for what still shows it.
    if (!own || (own === this.#checked[0] && shared === this.#checked[1])) return this.#snapshot
    this.#checked = current
    for (const [name, value] of this.#seen) {
      // What was nothing may be an event now, while the server is developed
      if (read(current, name) === value && !own.events.has(name)) continue
      this.#snapshot = this.#create(this.#current)
      break
    }
    return this.#snapshot
  }

  /** The state as the page came with it, for a page that takes over what a server has rendered. */
  readonly initialSnapshot = (): object => {
    const { states } = this.#store.initial
    const initial: ReturnType<Source> = [states.get(this.#id), states.get(this.#base)]
    const [own, shared] = this.#current()
    if (!initial[0] || (own === initial[0] && shared === initial[1])) return this.snapshot()
    this.#initial ??= this.#create(() => initial)
    return this.#initial
  }

  #current: Source = () => [this.#store.state(this.#id), this.#store.state(this.#base)]

  #create(source: Source): object {
    const seen = new Map<string, unknown>()
    if (source === this.#current) this.#seen = seen

    const get = (name: string): unknown => {
      const current = source()
      if (current[0]?.events.has(name)) return this.#events.caller(this.#id, name)
      if (!seen.has(name)) seen.set(name, read(current, name))
      return seen.get(name)
    }
    const names = () => {
      get(WHOLE)
      const [own, shared] = source()
      return [
        ...new Set([
          ...Object.keys(own?.vars ?? {}),
          ...Object.keys(shared?.vars ?? {}),
          ...(own?.events ?? []),
        ]),
      ]
    }
    const binding: Binding = {
      id: this.#id,
      store: this.#store,
      events: this.#events,
      text: (name) => get(TEXT + name) as string | undefined,
    }
    return new Proxy(Object.create(null) as object, {
      get: (_, name) => {
        if (typeof name === 'string') return get(name)
        return name === BINDING ? binding : undefined
      },
      has: (_, name) => typeof name === 'string' && get(name) !== undefined,
      ownKeys: names,
      getOwnPropertyDescriptor: (_, name) => {
        const value = typeof name === 'string' ? get(name) : undefined
        return value === undefined ? value : { value, enumerable: true, configurable: true }
      },
      set: (_, name) => this.#refuse(name),
      defineProperty: (_, name) => this.#refuse(name),
      deleteProperty: (_, name) => this.#refuse(name),
    })
  }

  #refuse(name: string | symbol): never {
    throw new TypeError(
      `Cannot change "${String(name)}" of ${this.#id} from a page: call an event that does.`
    )
  }
}

function read([own, shared]: ReturnType<Source>, name: string): unknown {
  if (name === WHOLE) return own?.vars
  if (name[0] === TEXT) return own?.texts?.[name.slice(1)]
  for (const state of [own, shared]) {
    if (state && Object.hasOwn(state.vars, name)) return state.vars[name]
  }
  return undefined
}
