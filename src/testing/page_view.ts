/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Caller, EventCallers, Store } from '../client/main.ts'
import { APP_STATE_ID } from '../protocol/main.ts'
import type { JsonValue } from '../protocol/main.ts'
import { stateId } from '../state/main.ts'
import type { StateClass } from '../state/main.ts'
import { E_TEST_NO_EVENT } from './exceptions.ts'
import type { StablePage } from './types.ts'

/** What a state of a page is read from. */
export interface Sight {
  store: Store
  events: EventCallers
  /** Makes a call of the test. */
  around: (call: () => Promise<JsonValue | undefined>) => Promise<JsonValue | undefined>
}

/**
 * A state as a page of a test has it: vars are read at the time they are asked for.
 */
export function liveState({ store, events, around }: Sight, state: StateClass): object {
  const id = stateId(state)
  /** The vars of the state, or those that all share, where one of the name is among them. */
  const holderOf = (name: string): Readonly<Record<string, unknown>> | undefined => {
    const all = [store.state(id)?.vars, store.state(APP_STATE_ID)?.vars]
    return all.find((vars) => vars && Object.hasOwn(vars, name))
  }
  const isEvent = (name: string) => store.state(id)?.events.has(name) === true
  const get = (name: string): unknown => {
    if (isEvent(name)) return noticed(events.caller(id, name), around)
    const holder = holderOf(name)
    if (holder || !isMethod(state, name)) return holder?.[name]
    const known = [...(store.state(id)?.events ?? [])].join(', ')
    throw new E_TEST_NO_EVENT([id, name, known])
  }
  const refuse = (_: object, name: string | symbol): never => {
    throw new TypeError(
      `Cannot set "${String(name)}" of ${id} from a page: call an event that does`
    )
  }
  return new Proxy(Object.create(null) as object, {
    // A state is no promise: it may be returned from an async function
    get: (_, name) => (typeof name === 'string' && name !== 'then' ? get(name) : undefined),
    has: (_, name) => typeof name === 'string' && (isEvent(name) || holderOf(name) !== undefined),
    ownKeys: () => Object.keys(store.state(id)?.vars ?? {}),
    getOwnPropertyDescriptor: (_, name) => {
      const holder = typeof name === 'string' ? holderOf(name) : undefined
      if (!holder) return undefined
      return { value: holder[name as string], enumerable: true, configurable: true }
    },
    set: refuse,
    defineProperty: refuse,
    deleteProperty: refuse,
  })
}

/** Whether a state has a method of its own of this name, which no page can call. */
function isMethod({ prototype }: StateClass, name: string): boolean {
  for (let each = prototype as object; each.constructor !== Object; each = parentOf(each)) {
    const found = Object.getOwnPropertyDescriptor(each, name)
    if (found) return name !== 'constructor' && typeof found.value === 'function'
  }
  return false
}

function parentOf(prototype: object): object {
  return Object.getPrototypeOf(prototype) as object
}

/** An event as a function, each of whose calls is one of the test. */
function noticed(caller: Caller, around: Sight['around']): Caller {
  const call = (...args: unknown[]) => around(() => caller(...args))
  const flag = (name: 'temporal' | 'repeatable' | 'preventDefault' | 'stopPropagation') => ({
    get: () => noticed(caller[name], around),
  })
  return Object.defineProperties(call, {
    debounce: { value: (milliseconds: number) => noticed(caller.debounce(milliseconds), around) },
    throttle: { value: (milliseconds: number) => noticed(caller.throttle(milliseconds), around) },
    temporal: flag('temporal'),
    repeatable: flag('repeatable'),
    preventDefault: flag('preventDefault'),
    stopPropagation: flag('stopPropagation'),
  }) as unknown as Caller
}

/** The vars of a state with those that all states share; undefined where the page has it not. */
export function varsOf(store: Store, id: string): Record<string, unknown> | undefined {
  const own = store.state(id)?.vars
  return own && { ...store.state(APP_STATE_ID)?.vars, ...own }
}

/** What a page shows, for a snapshot: keys in order, and no token, number or id of a request. */
export function stablePage(store: Store): StablePage {
  const { id, url, title, params, states } = store.page
  const present = states.filter((state) => store.state(state) !== undefined).sort()
  return {
    page: id,
    url,
    ...(title !== undefined && { title }),
    params: sorted(params),
    states: Object.fromEntries(
      present.map((state) => [state, sorted({ ...store.state(state)!.vars })])
    ),
  }
}

function sorted(values: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(values).sort()
  return Object.fromEntries(names.map((name) => [name, values[name]]))
}
