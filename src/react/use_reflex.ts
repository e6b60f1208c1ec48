/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import type { RefObject } from 'react'
import { StateView } from '../client/main.ts'
import { useClient } from './context.ts'
import { markRendering } from './rendering.ts'
import { stateId } from './state_reference.ts'
import type { PageState, StateClass } from './types.ts'

/**
 * Returns the vars and events of a state. The component re-renders only when a var that it has read
 * changes.
 *
 * @param state - the state class
 * @throws ReflexError E_STATE_NOT_REACHABLE when the page does not have the state
 *
 * @example
 * ```tsx
 * const cart = useReflex(CartState)
 * return <button onClick={cart.clear}>Clear {cart.items.length} items</button>
 * ```
 */
export function useReflex<C extends StateClass<unknown>>(state: C): PageState<C>
/**
 * Returns what a selector computes from a state. The component re-renders only when the result
 * changes; lists and objects are compared by their items.
 *
 * @param state - the state class
 * @param selector - a pure function of the state
 * @throws ReflexError E_STATE_NOT_REACHABLE when the page does not have the state
 *
 * @example
 * ```tsx
 * const isEmpty = useReflex(CartState, (cart) => cart.items.length === 0)
 * ```
 */
export function useReflex<C extends StateClass<unknown>, T>(
  state: C,
  selector: (state: PageState<C>) => T
): T
export function useReflex(
  state: StateClass<unknown>,
  selector?: (state: never) => unknown
): unknown {
  const client = useClient()
  if (client.development) markRendering()
  const id = stateId(state)
  const view = useMemo(() => new StateView(client, id), [client, id])
  const previous = useRef<unknown>(undefined)
  const [snapshot, initialSnapshot] = useMemo(
    () =>
      selector
        ? [
            selection(view.snapshot, selector, previous),
            selection(view.initialSnapshot, selector, previous),
          ]
        : [view.snapshot, view.initialSnapshot],
    [view, selector]
  )
  const value = useSyncExternalStore(view.subscribe, snapshot, initialSnapshot)
  useEffect(() => {
    previous.current = value
  }, [value])
  return value
}

/**
 * Selects from snapshots, once from each. A function that is made anew in each render, and makes a
 * new but equal list, must not lead to a render of its own.
 */
function selection(
  snapshot: () => object,
  selector: (state: never) => unknown,
  previous: RefObject<unknown>
): () => unknown {
  let source: object | undefined
  let value: unknown
  return () => {
    const next = snapshot()
    if (next === source) return value
    const before = source ? value : previous.current
    const selected = selector(next as never)
    source = next
    value = isEqual(before, selected) ? before : selected
    return value
  }
}

function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const entries = Object.entries(a)
  return (
    entries.length === Object.keys(b).length &&
    entries.every(
      ([key, item]) => Object.hasOwn(b, key) && Object.is(item, b[key as keyof typeof b])
    )
  )
}
