/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { ReflexError } from '../client/main.ts'
import { APP_STATE_ID } from '../protocol/main.ts'
import type { JsonValue, UpdateFrame } from '../protocol/main.ts'
import { prepareHandler, runHandler, StateTree, stateId } from '../state/main.ts'
import type {
  AppSnapshot,
  EventDefinition,
  EventScope,
  State,
  StateClass,
  StateDefinition,
  Tree,
} from '../state/main.ts'
import {
  checkArguments,
  fieldErrors,
  isValidationError,
  Outbox,
  StateTransaction,
  Tab,
  toEventError,
} from '../tabs/main.ts'
import type { Enlisted, TabChange } from '../tabs/main.ts'
import type { BegunEvent } from '../features/background/main.ts'
import { E_TEST_EVENT_ENDED } from './exceptions.ts'
import type { Harness } from './harness.ts'
import type { HeldContext } from './held_context.ts'
import { HeldRequest } from './held_request.ts'
import { memberId } from '../rooms/main.ts'
import { requestSnapshot, seesRequest } from './request_snapshot.ts'
import { storedEvent } from './stored_event.ts'
import { TestRoomGuest } from './room_guest.ts'
import { TestTasks } from './test_tasks.ts'

/**
 * The event request of a test: states with an HTTP context, and what their events did.
 */
export class TestEventRequest extends HeldRequest {
  #harness: Harness
  #tree: StateTree
  /** It lasts as long as the request, and each event is a step of it. */
  #transaction: StateTransaction
  #scope: EventScope
  #guest: TestRoomGuest
  /** The tree that the test has seen or changed since. */
  #base: Tree
  #tasks: TestTasks
  #shown = new Set<string>()
  /** What features do, with the states so far. */
  #enlisted: Enlisted[] = []
  #tab: Tab
  #url: string
  #stored: Readonly<Record<string, string>>
  #lastId = 0
  #lastFrame = 0
  #ended = false
  /** Dispatched events that run: they are part of the call that has dispatched them. */
  #dispatching = 0

  /** @param stored - what the visitor has in the local storage, as texts by key */
  constructor(harness: Harness, held: HeldContext, stored: Readonly<Record<string, string>>) {
    super(harness, held)
    this.#harness = harness
    this.#stored = stored
    const tab = randomUUID()
    const { states: registry, rooms } = harness.reflex
    this.#tree = new StateTree({ registry, member: memberId(tab), freeze: true })
    this.#tab = new Tab(tab, '', this.#tree, new Outbox({ frames: 0, size: 0 }))
    this.#guest = new TestRoomGuest(tab, rooms, held.ctx, this.#tree)
    this.#tasks = new TestTasks(harness, this.#tab, (frame) => this.#receive(frame))
    this.#transaction = new StateTransaction({
      states: this.#tree,
      enlisted: this.#enlisted,
      url: () => this.#url,
      scope: {
        ctx: held.ctx,
        hold: (definition) => this.#guest.hold(definition),
        cancel: (id, event) => this.#tasks.cancel(id, event),
      },
      flush: (change) => this.#answer(change),
    })
    this.#scope = this.#transaction.scope
    this.#base = this.#tree.tree
    this.#url = held.ctx.request.url(true)
  }

  get url(): string {
    return this.#url
  }

  /**
   * Returns a state of the request's tab. You can read and set its vars. Calling an event runs it
   * as if a page had called it: with its validator, in a transaction. A failed validation fills
   * `errors`. The promise of a background event settles when the event ends.
   *
   * @throws E_STATE_UNKNOWN when no state file exports the class
   */
  async state<S extends State>(state: StateClass<S>): Promise<S> {
    const definition = this.#harness.reflex.states.require(stateId(state))
    await this.#keep()
    if (definition.inRoom && !this.#shown.has(definition.id)) {
      await this.#guest.enter(definition)
      this.#resume(this.#tree.whole)
    }
    this.#scope.view(definition)
    if (!this.#shown.has(definition.id)) await this.#load(definition)
    this.#shown.add(definition.id)
    if (seesRequest(definition) && !this.#shown.has(APP_STATE_ID)) {
      this.#shown.add(APP_STATE_ID)
      this.#apply(this.#step(await this.#snapshot(true)))
    } else this.#commit()
    return this.#proxy(definition) as S
  }

  /**
   * Ends the request: the session is stored. Japa does it after the test.
   */
  async end(): Promise<void> {
    if (this.#ended) return
    this.#ended = true
    this.#guest.leave()
    this.#tasks.end()
    this.#tab.parts.ended('its test has ended')
    await this.held.end()
  }

  protected varsOf(id: string): Record<string, unknown> | undefined {
    if (!this.#shown.has(id)) return undefined
    const definition = this.#harness.reflex.states.require(id)
    this.#look(definition)
    const vars = this.#scope.view(definition) as unknown as Record<string, unknown>
    const own = definition.wireVars.map((name) => [name, vars[name]])
    const shared = seesRequest(definition) ? this.#tree.app : {}
    return { ...shared, ...(Object.fromEntries(own) as Record<string, unknown>) }
  }

  protected shownMessages(): object {
    return this.#tree.app.messages
  }

  /** Takes what the request has of a state's vars. */
  async #load(definition: StateDefinition): Promise<void> {
    const { features } = this.#harness.reflex
    const enlisted = features.enlist({
      tab: this.#tab,
      page: undefined,
      definitions: [definition],
      ctx: this.ctx,
    })
    for (const each of enlisted) await each.arrive?.(this.#scope, this.#url)
    this.#enlisted.push(...enlisted)
    const tell = storedEvent(features, this.#tab, definition, this.#stored)
    if (tell) await this.#inRequestOf(definition, () => tell(this.#scope))
  }

  /** Ends a step and applies what it has changed. */
  #commit(): void {
    this.#apply(this.#step())
  }

  #step(app?: AppSnapshot): TabChange {
    return this.#transaction.step({ show: [...this.#shown], app })
  }

  /** What the request shows to pages by now. */
  async #snapshot(isNew = false): Promise<AppSnapshot | undefined> {
    if (!this.#shown.has(APP_STATE_ID)) return undefined
    const { actions } = this.#scope
    return requestSnapshot(this.#harness.reflex, this.ctx, this.#tree.app, { actions, isNew })
  }

  #apply({ prepared, address, actions }: TabChange): Omit<UpdateFrame, 'n'> {
    if (address) this.#url = address.url
    const { d, k } = this.#tree.apply(prepared)
    this.#guest.roomHold?.set(prepared.rooms)
    this.#resume(prepared.whole)
    return {
      ...(address && { u: address }),
      ...(d && { d, k }),
      ...(actions.length > 0 && { a: actions }),
    }
  }

  #resume(whole: Tree): void {
    this.#base = whole
    this.#scope.resume(whole)
  }

  /** What the test has set in rooms is there for others too. */
  async #keep(): Promise<void> {
    const base = this.#base
    const { whole } = this.#tree.prepare(this.#scope)
    this.#scope.resume(whole)
    for (const id of this.#tree.rooms.keys()) {
      if (whole[id] === base[id]) continue
      await this.#guest.set(this.#harness.reflex.states.require(id), whole[id])
    }
    this.#commit()
  }

  /** Others may have changed the room since the test has looked last. */
  #look(definition: StateDefinition): void {
    const room = this.#tree.rooms.get(definition.id)
    if (!room || this.#guest.roomHold || this.#base[definition.id] === room.vars) return
    this.#tree.catchUp()
    this.#resume({ ...this.#base, [definition.id]: room.vars })
  }

  /** Applies a change, and notes what the browser would get. */
  #answer(change: TabChange, rest: Omit<UpdateFrame, 'n'> = {}): void {
    this.journal.received({ n: ++this.#lastFrame, ...this.#apply(change), ...rest })
  }

  /** What an event has changed and not sent is forgotten. */
  async #undo(): Promise<void> {
    await this.#transaction.rollback()
    await this.#storeRooms()
    this.#resume(this.#tree.whole)
  }

  /** The rooms are stored, as at the end of an event. */
  async #storeRooms(): Promise<void> {
    this.#scope.letGo()
    await this.#guest.store()
    // Others see at once what a browser would be shown a moment later
    this.#harness.reflex.rooms.publishAll()
  }

  #proxy(definition: StateDefinition): object {
    return new Proxy(this.#scope.view(definition) as object, {
      get: (target, name) => {
        const event = typeof name === 'string' ? definition.events.get(name) : undefined
        if (!event) {
          this.#look(definition)
          return Reflect.get(target, name, target) as unknown
        }
        return (...args: JsonValue[]) => this.#runWhole(definition, event, args)
      },
      set: (target, name, value) => Reflect.set(target, name, value, target),
    })
  }

  /** Runs an event, and those that its handler has dispatched, as a browser calls them. */
  async #runWhole(
    definition: StateDefinition,
    event: EventDefinition,
    args: JsonValue[]
  ): Promise<JsonValue | undefined> {
    const run = event.background ? this.#runTask : this.#run
    try {
      return await run.call(this, definition, event, args)
    } finally {
      await this.#runDispatched()
      await this.journal.readDownloads()
    }
  }

  /** Runs what was dispatched since the last time: each once, whichever calls run side by side. */
  async #runDispatched(): Promise<void> {
    const dispatched = this.journal.takeDispatched()
    this.#dispatching++
    for (const action of dispatched) {
      const { State, events } = this.#harness.reflex.states.require(action.state)
      const state = (await this.state(State)) as unknown as Dispatchable
      // Its failure is in the journal, and nobody waits for it
      if (events.has(action.event)) await state[action.event](...action.args).catch(() => {})
    }
    this.#dispatching--
  }

  async #run(
    definition: StateDefinition,
    event: EventDefinition,
    args: JsonValue[]
  ): Promise<JsonValue | undefined> {
    return this.#call(definition, event, args, async (id, checked) => {
      const value = await this.#inRequestOf(definition, () =>
        runHandler(this.#scope, definition, event, checked)
      )
      await this.#complete()
      this.#answer(this.#step(await this.#snapshot()), {
        id,
        ...(value !== undefined && { r: value }),
      })
      await this.#storeRooms()
      return value
    })
  }

  /**
   * @throws ReflexError when it fails, as a page has it
   */
  async #runTask(
    definition: StateDefinition,
    event: EventDefinition,
    args: JsonValue[]
  ): Promise<JsonValue | undefined> {
    const begun = await this.#call(definition, event, args, async (id, checked) => {
      const [input, resume] = await this.#inRequest(async () => [
        await prepareHandler(this.#scope, definition, event, checked),
        AsyncLocalStorage.snapshot(),
      ])
      this.#answer(this.#step(), { id, b: 1 })
      const update: BegunEvent['update'] = (work) => this.#update(work)
      const end = this.#tasks.start(id, { definition, event, input, ctx: this.ctx, resume, update })
      return { end }
    })
    if (!begun) return undefined
    const { r, x } = await begun.end
    if (x && x.code !== 'E_VALIDATION_ERROR') throw new ReflexError(x)
    return r
  }

  /** Runs code of a background event in its turn. */
  async #update<T>(work: (scope: EventScope) => Promise<T>): Promise<T> {
    try {
      const value = await this.#inRequest(() => work(this.#scope))
      await this.#complete()
      this.#answer(this.#step())
      await this.#storeRooms()
      return value
    } catch (error) {
      await this.#undo()
      throw error
    }
  }

  /** Features look at what the handlers have changed. */
  async #complete(): Promise<void> {
    for (const each of this.#enlisted) {
      await this.held.run(async () => each.complete?.(this.#scope))
    }
  }

  /** Runs an event in the request, or without one where its state asks for none. */
  #inRequestOf<T>({ bridge }: StateDefinition, work: () => Promise<T>): Promise<T> {
    if (bridge !== 'none') return this.#inRequest(work)
    const { ctx } = this.#scope
    this.#scope.ctx = undefined
    return this.#harness.observer.run(this.recorder, work).finally(() => (this.#scope.ctx = ctx))
  }

  async #inRequest<T>(work: () => Promise<T>): Promise<T> {
    for (const each of this.#enlisted) await each.refresh?.(this.#scope)
    return this.held.run(() => this.#harness.observer.run(this.recorder, work))
  }

  /** What a background event has sent by itself. */
  #receive(frame: UpdateFrame): void {
    if (frame.d) this.#resume(this.#tree.whole)
    this.journal.received({ ...frame, n: ++this.#lastFrame })
  }

  /**
   * Calls an event in its turn.
   *
   * @returns what came of it; undefined when validation has failed
   */
  #call<T>(
    definition: StateDefinition,
    event: EventDefinition,
    args: JsonValue[],
    work: (id: number, checked: JsonValue[]) => Promise<T>
  ): Promise<T | undefined> {
    if (this.#ended) throw new E_TEST_EVENT_ENDED()
    return this.#tasks.inTurn(async () => {
      // What the test has set itself is there before the event, whatever comes of it
      await this.#keep()
      const id = ++this.#lastId
      if (this.#dispatching === 0) this.startCall()
      this.journal.sent({ t: 'event', id, s: definition.id, e: event.name, a: args })
      try {
        return await work(id, checkArguments(event, args))
      } catch (error) {
        await this.#undo()
        const x = toEventError(error, { development: true })
        if (!isValidationError(error)) {
          this.#answer(this.#step(), { id, x })
          throw error
        }
        this.#scope.view(definition).errors = fieldErrors(error)
        this.#answer(this.#step(await this.#snapshot()), { id, x })
        return undefined
      }
    })
  }
}

/** A state by its events. */
type Dispatchable = Record<string, (...args: JsonValue[]) => Promise<unknown>>
