/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { RuntimeException } from '@adonisjs/core/exceptions'
import type { Infer } from '@vinejs/vine/types'
import type { JsonValue } from '../protocol/main.ts'
import { recordMetadata } from './metadata.ts'
import type { AppState } from './app_state.ts'
import { isValidator } from './validator.ts'
import type { AnyValidator } from './validator.ts'
import type { State } from './state.ts'

/** A value that JSON keeps: what a base var may hold. */
export type Json<T> = T extends JsonValue | undefined
  ? T
  : T extends bigint | symbol | ((...args: never[]) => unknown)
    ? never
    : T extends Date | Map<unknown, unknown> | Set<unknown> | { toJSON(): unknown }
      ? never
      : T extends object
        ? { [K in keyof T]: Json<T[K]> }
        : T

/** Names that vars and events cannot have: those of the base classes, and those of JavaScript. */
type TakenName<T> =
  | (T extends AppState ? keyof AppState : keyof State)
  | `$${string}`
  | 'constructor'
  | 'then'
  | '__proto__'

/** The key of a var, or an explanation when it is taken or what it holds cannot be sent. */
export type VarKey<T, K extends PropertyKey> =
  K extends TakenName<T>
    ? { error: 'Every state has a member of that name: give the var another one' }
    : K extends keyof T
      ? [T[K]] extends [Json<T[K]>]
        ? K
        : { error: 'A base or computed var holds plain JSON values' }
      : K

/**
 * Makes a field a base var and a getter a computed var.
 *
 * A base var is sent to the browser when it changes. A computed var is recomputed when a var that
 * it has read changes, and sent if its value differs.
 *
 * @example
 * ```ts
 * class CartState extends State {
 *   @rx.var() items: Item[] = []
 *   @rx.var() get total() {
 *     return this.items.length
 *   }
 * }
 * ```
 */
export function variable() {
  // Not a rest parameter, which would be in the types
  if (arguments.length > 0) {
    throw new RuntimeException('@rx.var() takes nothing. Write it with its parentheses')
  }
  return function <T extends object, K extends PropertyKey>(
    target: T,
    key: K & VarKey<T, K>,
    descriptor?: PropertyDescriptor
  ): void {
    const name = key as PropertyKey
    if (typeof name !== 'string') {
      throw new RuntimeException('@rx.var() decorates fields and getters with a string name')
    }
    const own = recordMetadata(target.constructor)
    if (descriptor?.get) {
      if (descriptor.set) {
        throw new RuntimeException(
          `Cannot use @rx.var() on "${target.constructor.name}.${name}": a computed var has no setter`
        )
      }
      own.computed.add(name)
      return
    }
    if (descriptor && typeof descriptor.value === 'function') {
      throw new RuntimeException(
        `Cannot use @rx.var() on the method "${target.constructor.name}.${name}". Use @rx.event()`
      )
    }
    own.vars.add(name)
  }
}

/** The name of an event, or an explanation when pages could not reach it. */
export type EventKey<T, K extends string> =
  K extends TakenName<T>
    ? { error: 'Every state has a member of that name: give the event another one' }
    : K

type Scalar = string | number | boolean | null | undefined

type Handler = (...args: never[]) => unknown

/** Nothing, when all arguments are scalars; what to do otherwise. */
type ScalarArguments<H extends Handler> =
  Parameters<H> extends Scalar[]
    ? unknown
    : { error: 'An argument that is not a JSON scalar needs a validator: @rx.event(validator)' }

/** How an event runs. */
export interface EventOptions {
  /**
   * Whether the event leaves the tab's queue free while it runs. It changes state inside
   * `await this.$update(() => …)`.
   */
  background?: boolean
}

/**
 * Makes a method an event, which pages can call.
 *
 * @param validator - a VineJS validator for the first argument. Without one, only JSON scalars are
 *   accepted, so an object can never reach a query as an operator.
 * @param options - how it runs
 *
 * @example
 * ```ts
 * class CartState extends AppState {
 *   @rx.event(addItemValidator) async add({ productId }: Infer<typeof addItemValidator>) {}
 *   @rx.event() remove(productId: number) {}
 *   @rx.event({ background: true }) async importAll() {}
 * }
 * ```
 */
export function event(
  options?: EventOptions
): <T extends object, K extends string, H extends Handler>(
  target: T,
  key: K & EventKey<T, K>,
  descriptor: TypedPropertyDescriptor<H> & ScalarArguments<H>
) => void
export function event<V extends AnyValidator>(
  validator: V,
  options?: EventOptions
): <T extends object, K extends string, H extends (data: Infer<V>, ...rest: never[]) => unknown>(
  target: T,
  key: K & EventKey<T, K>,
  descriptor: TypedPropertyDescriptor<H>
) => void
export function event(first: AnyValidator | EventOptions = {}, second?: EventOptions) {
  const validator = isValidator(first) ? first : undefined
  const options = validator ? (second ?? {}) : first
  if (!isOptions(options) || (!validator && second !== undefined)) {
    throw new RuntimeException(
      '@rx.event() takes a VineJS validator, options such as { background: true }, or nothing. Write it with its parentheses'
    )
  }
  return function (target: object, key: string, descriptor: PropertyDescriptor): void {
    if (typeof descriptor?.value !== 'function') {
      throw new RuntimeException(
        `Cannot use @rx.event() on "${target.constructor.name}.${key}": it is not a method`
      )
    }
    recordMetadata(target.constructor).events.set(key, {
      validator,
      background: options.background === true,
    })
  }
}

function isOptions(value: unknown): value is EventOptions {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).every(
      ([name, given]) => name === 'background' && typeof given === 'boolean'
    )
  )
}
