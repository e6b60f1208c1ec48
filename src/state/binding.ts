/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Definition, Scope } from './contracts.ts'

/**
 * What ties an instance of a state class to the event for which it was made.
 */
export interface Binding {
  scope: Scope
  definition: Definition
}

const BINDING = Symbol('reflex.binding')

type Bound = { [BINDING]?: Binding }

/**
 * Makes an instance a view on the vars of one event's tab. No other fields can be added to it,
 * since they would be lost after the event.
 */
export function bind<T extends object>(instance: T, binding: Binding): T {
  Object.defineProperty(instance, BINDING, { value: binding })
  return Object.preventExtensions(instance)
}

/**
 * The event that a state instance belongs to.
 *
 * @throws TypeError for an instance made with `new`
 */
export function bindingOf(instance: object): Binding {
  const binding = (instance as Bound)[BINDING]
  if (!binding) {
    throw new TypeError(
      `This ${instance.constructor.name} was made with "new" and belongs to no tab. Get a state with this.$get(${instance.constructor.name})`
    )
  }
  return binding
}
