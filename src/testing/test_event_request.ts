/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { JsonValue, UpdateFrame } from '../protocol/main.ts'
import { PagePlaces, Places } from '../places/main.ts'
import type { RequestPlaces } from '../places/main.ts'
import { runHandler, StateTree, stateId } from '../state/main.ts'
import type {
  EventDefinition,
  EventScope,
  State,
  StateClass,
  StateDefinition,
} from '../state/main.ts'
import { checkArguments } from '../tabs/event_arguments.ts'
import { fieldErrors, isValidationError, toEventError } from '../tabs/event_error.ts'
import { E_TEST_EVENT_ENDED } from './exceptions.ts'
import type { Harness } from './harness.ts'
import type { HeldContext } from './held_context.ts'
import { Journal } from './journal.ts'
import { KernelAssertions } from './kernel_assertions.ts'
import { Recorder } from './recorder.ts'
import type { RecordingJar } from './recording_jar.ts'
import { sessionOf } from './session_scope.ts'

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
export class TestEventRequest extends KernelAssertions {
  readonly journal = new Journal()
  protected readonly recorder = new Recorder()

  #harness: Harness
  #held: HeldContext
  #tree: StateTree
  #scope: EventScope
  #shown = new Set<string>()
  #places: Places
  /** Of the states so far: their vars in cookies and in the address. */
  #placed: RequestPlaces[] = []
  #url: string
  #lastId = 0
  #lastFrame = 0
  #ended = false

  constructor(harness: Harness, held: HeldContext) {
    super()
    this.#harness = harness
    this.#held = held
    this.#tree = new StateTree({ registry: harness.reflex.states, freeze: true })
    this.#scope = this.#tree.begin({ ctx: held.ctx, flush: async () => this.#answer() })
    this.recorder.session = sessionOf(held.ctx)
    this.#places = new Places(harness.encryption, held.ctx.logger)
    this.#url = held.ctx.request.url(true)
  }

  get url(): string {
    return this.#url
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
    const definition = this.#harness.reflex.states.require(stateId(state))
    this.#scope.view(definition)
    if (!this.#shown.has(definition.id)) await this.#take(definition)
    this.#shown.add(definition.id)
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

  protected get jar(): RecordingJar {
    return this.#held.jar
  }

  protected varsOf(id: string): Record<string, unknown> | undefined {
    if (!this.#shown.has(id)) return undefined
    const definition = this.#harness.reflex.states.require(id)
    const vars = this.#scope.view(definition) as unknown as Record<string, unknown>
    return Object.fromEntries(definition.wireVars.map((name) => [name, vars[name]]))
  }

  /** What an earlier request has flashed for this one, and what this one has for the next. */
  protected flashMessages(): Record<string, unknown> {
    const session = sessionOf(this.ctx)
    return { ...session?.flashMessages.all(), ...session?.responseFlashMessages.all() }
  }

  protected override redirects(): string[] {
    const location = this.ctx.response.getHeader('location')
    return typeof location === 'string' ? [...super.redirects(), location] : super.redirects()
  }

  /** Takes what the request has of a state's vars. */
  async #take(definition: StateDefinition): Promise<void> {
    const placed = this.#places.begin(this.#tree, new PagePlaces([definition]), this.ctx)
    if (!placed) return
    await placed.open(this.#scope, this.#url)
    this.#placed.push(placed)
  }

  /** Takes over what has changed. */
  #commit(): Omit<UpdateFrame, 'n'> {
    const change = this.#tree.prepare(this.#scope, { show: [...this.#shown] })
    const frame: Omit<UpdateFrame, 'n'> = {}
    for (const placed of this.#placed) {
      const address = placed.settle(change.tree, this.#url)
      if (!address) continue
      frame.u = address
      this.#url = address.url
    }
    this.#tree.apply(change)
    this.#scope.resume(change.tree)
    if (Object.keys(change.patches).length > 0) frame.d = change.patches
    return frame
  }

  /** Notes what the browser would get. */
  #answer(rest: Omit<UpdateFrame, 'n'> = {}): void {
    const actions = this.#scope.actions.splice(0)
    this.journal.received({
      n: ++this.#lastFrame,
      ...this.#commit(),
      ...(actions.length > 0 && { a: actions }),
      ...rest,
    })
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
    const id = ++this.#lastId
    this.journal.sent({ t: 'event', id, s: definition.id, e: event.name, a: args })
    this.recorder.begin()
    const { observer } = this.#harness
    try {
      const checked = checkArguments(event, args)
      for (const placed of this.#placed) await placed.refresh(this.#scope)
      const value = await this.#held.run(() =>
        observer.run(this.recorder, () => runHandler(this.#scope, definition, event, checked))
      )
      this.#answer({ id, ...(value !== undefined && { r: value }) })
      return value
    } catch (error) {
      this.#scope.rollback()
      this.#scope.resume(this.#tree.tree)
      const x = toEventError(error, { development: true })
      if (!isValidationError(error)) {
        this.#answer({ id, x })
        throw error
      }
      this.#scope.view(definition).errors = fieldErrors(error)
      this.#answer({ id, x })
      return undefined
    }
  }
}
