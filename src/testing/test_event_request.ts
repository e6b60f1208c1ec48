/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AssertionError } from 'node:assert'
import type { HttpContext } from '@adonisjs/core/http'
import type { Action, JsonValue, Patch, ToastLevel } from '../protocol/main.ts'
import { runHandler, StateTree, stateId } from '../state/main.ts'
import type {
  EventDefinition,
  EventScope,
  State,
  StateClass,
  StateDefinition,
  StateRegistry,
} from '../state/main.ts'
import { checkArguments } from '../tabs/event_arguments.ts'
import { fieldErrors, isValidationError } from '../tabs/event_error.ts'
import { E_TEST_EVENT_ENDED } from './exceptions.ts'
import type { HeldContext } from './held_context.ts'

/**
 * The event request of a test: states with a context, and what their events did.
 *
 * @example
 * ```ts
 * const event = await beginEventRequest(user, { path: '/cart' })
 * const cart = await event.state(CartState)
 * await cart.add({ productId: 1 })
 * event.assertToast('Coffee added')
 * ```
 */
export class TestEventRequest {
  /** What handlers asked the browser to do, in order. */
  readonly actions: Action[] = []
  /** What the last event changed, by state id, as the browser would get it. */
  delta: Record<string, Patch[]> = {}

  #held: HeldContext
  #registry: StateRegistry
  #tree: StateTree
  #scope: EventScope
  #shown = new Set<string>()
  #ended = false

  constructor(held: HeldContext, registry: StateRegistry) {
    this.#held = held
    this.#registry = registry
    this.#tree = new StateTree({ registry, freeze: true })
    this.#scope = this.#begin()
  }

  /** The context of the request. */
  get ctx(): HttpContext {
    return this.#held.ctx
  }

  /**
   * A state of the request's tab. Its vars can be read and set; calling an event runs it as a
   * page would: with its validator, in a transaction. A failed validation fills `errors`.
   *
   * @throws E_STATE_UNKNOWN when no state file exports the class
   */
  async state<S extends State>(state: StateClass<S>): Promise<S> {
    const definition = this.#registry.require(stateId(state))
    this.#shown.add(definition.id)
    this.#scope.view(definition)
    this.#commit()
    return this.#proxy(definition) as S
  }

  /**
   * Ends the request: the session is stored. Japa does it after the test.
   */
  async end(): Promise<void> {
    if (this.#ended) return
    this.#ended = true
    await this.#held.end()
  }

  /**
   * @param message - text of a toast, or a part of it
   * @throws AssertionError when no event has shown such a toast
   */
  assertToast(message: string, level?: ToastLevel): void {
    const toasts = this.actions.filter((action) => action.type === 'toast')
    const found = toasts.some(
      (toast) => toast.message.includes(message) && (level === undefined || toast.level === level)
    )
    if (found) return
    fail(`Expected a toast "${message}"${level ? ` of level "${level}"` : ''}`, toasts)
  }

  /**
   * @throws AssertionError when no event has redirected there
   */
  assertRedirectsTo(url: string): void {
    const location = this.ctx.response.getHeader('location')
    const redirects = this.actions.filter((action) => action.type === 'redirect')
    if (location === url || redirects.some((redirect) => redirect.url === url)) return
    fail(`Expected a redirect to "${url}"`, location ? [...redirects, { location }] : redirects)
  }

  /**
   * @throws AssertionError when no event has asked the browser for this, with these values
   */
  assertAction<T extends Action['type']>(
    type: T,
    values: Partial<Extract<Action, { type: T }>> = {}
  ): void {
    const actions = this.actions.filter((action) => action.type === type)
    const found = actions.some((action) =>
      Object.entries(values).every(
        ([name, value]) =>
          JSON.stringify((action as unknown as Record<string, JsonValue>)[name]) ===
          JSON.stringify(value)
      )
    )
    if (!found) fail(`Expected an action "${type}" with ${JSON.stringify(values)}`, actions)
  }

  /**
   * @throws AssertionError when the request has not flashed the message
   */
  assertFlash(name: string, value?: unknown): void {
    const { session } = this.ctx as unknown as {
      session?: { responseFlashMessages: { all(): Record<string, unknown> } }
    }
    const messages = session?.responseFlashMessages.all() ?? {}
    const matches = value === undefined || JSON.stringify(messages[name]) === JSON.stringify(value)
    if (!(name in messages) || !matches) {
      fail(`Expected the flash message "${name}"`, messages)
    }
  }

  #begin(): EventScope {
    return this.#tree.begin({
      ctx: this.#held.ctx,
      flush: async (scope) => {
        this.actions.push(...scope.actions.splice(0))
        this.#commit()
      },
    })
  }

  #commit(): void {
    const change = this.#tree.prepare(this.#scope, { show: [...this.#shown] })
    this.#tree.apply(change)
    this.delta = change.patches
    this.#scope.resume(change.tree)
  }

  #proxy(definition: StateDefinition): object {
    return new Proxy(this.#scope.view(definition) as object, {
      get: (target, name) => {
        const event = typeof name === 'string' ? definition.events.get(name) : undefined
        if (!event) return Reflect.get(target, name, target) as unknown
        return (...args: JsonValue[]) => this.#run(definition, event, args)
      },
      set: (target, name, value) => Reflect.set(target, name, value, target),
    })
  }

  async #run(
    definition: StateDefinition,
    event: EventDefinition,
    args: JsonValue[]
  ): Promise<JsonValue | undefined> {
    if (this.#ended) throw new E_TEST_EVENT_ENDED()
    // What the test has set itself is there before the event, whatever comes of it
    this.#commit()
    try {
      const checked = checkArguments(event, args)
      const value = await this.#held.run(() => runHandler(this.#scope, definition, event, checked))
      this.actions.push(...this.#scope.actions.splice(0))
      this.#commit()
      return value
    } catch (error) {
      this.#scope.rollback()
      this.#scope.resume(this.#tree.tree)
      if (!isValidationError(error)) throw error
      this.#scope.view(definition).errors = fieldErrors(error)
      this.#commit()
      return undefined
    }
  }
}

function fail(message: string, actual: unknown): never {
  throw new AssertionError({
    message: `${message}, but got ${JSON.stringify(actual, null, 2)}`,
    actual,
    stackStartFn: fail,
  })
}
