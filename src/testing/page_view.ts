/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { EventCallers, Store } from '../client/main.ts'
import { APP_STATE_ID } from '../protocol/main.ts'
import type { StablePage } from './types.ts'

/**
 * A state as a page of a test has it: vars are read at the time they are asked for.
 */
export function liveState(store: Store, callers: EventCallers, id: string): object {
  const get = (name: string): unknown => {
    const own = store.state(id)
    if (own?.events.has(name)) return callers.caller(id, name)
    if (own && Object.hasOwn(own.vars, name)) return own.vars[name]
    return store.state(APP_STATE_ID)?.vars[name]
  }
  const refuse = (_: object, name: string | symbol): never => {
    throw new TypeError(
      `Cannot set "${String(name)}" of ${id} from a page: call an event that does`
    )
  }
  return new Proxy(Object.create(null) as object, {
    // A state is no promise: it may be returned from an async function
    get: (_, name) => (typeof name === 'string' && name !== 'then' ? get(name) : undefined),
    has: (_, name) => typeof name === 'string' && get(name) !== undefined,
    ownKeys: () => Object.keys(store.state(id)?.vars ?? {}),
    getOwnPropertyDescriptor: (_, name) => {
      const value = typeof name === 'string' ? get(name) : undefined
      return value === undefined ? undefined : { value, enumerable: true, configurable: true }
    },
    set: refuse,
    defineProperty: refuse,
    deleteProperty: refuse,
  })
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
