/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import type { HttpContext } from '@adonisjs/core/http'
import type { Logger } from '@adonisjs/core/logger'
import { APP_STATE_ID } from '../protocol/main.ts'
import type {
  Action,
  Address,
  EventError,
  EventFrame,
  JsonValue,
  UpdateFrame,
} from '../protocol/main.ts'
import type { Bridge, MiddlewareTime, Outcome, Visitor } from '../bridge/main.ts'
import type { LimitedLog } from '../logging/main.ts'
import type { Places, RequestPlaces } from '../places/main.ts'
import type { Rooms } from '../rooms/main.ts'
import { closeSession, errors, prepareHandler, readAppSnapshot, runHandler } from '../state/main.ts'
import type {
  BridgeMode,
  EventScope,
  PreparedChange,
  StateDefinition,
  StateRegistry,
  UserTransformer,
} from '../state/main.ts'
import type { CookieCourier } from './cookie_courier.ts'
import { checkArguments } from './event_arguments.ts'
import { takeOver } from './change_frame.ts'
import { failureOf, fieldErrors, isValidationError, toEventError } from './event_error.ts'
import { EventTracer } from './event_tracer.ts'
import { readForm } from './form_fields.ts'
import type { FormOptions } from './form_fields.ts'
import { E_PAGE_WITHDRAWN } from './exceptions.ts'
import { hasLeft, hasLoggedOut, identityOf } from './identity.ts'
import type { Navigator } from './navigator.ts'
import { noteErrors } from './noted_errors.ts'
import type { ShownPage, Tab } from './tab.ts'
import { E_UPDATE_REFUSED } from './tasks/exceptions.ts'
import type { BegunEvent, TaskRunner } from './tasks/task_runner.ts'

export interface RunnerOptions {
  bridge: Bridge
  rooms: Rooms
  registry: StateRegistry
  logger: Logger
  /** Hears what strangers can bring about. */
  refusals: LimitedLog
  /** Bridge mode of states that do not name one. */
  mode: (definition: StateDefinition) => BridgeMode
  currentUser: UserTransformer
  /** What becomes of the fields of a form. */
  form: FormOptions
  development: boolean
  cookies: CookieCourier
  navigator: Navigator
  places: Places
  /** Goes on with events that run in the background. */
  tasks: TaskRunner
  /** Tells the other tabs of the browser session, once the browser has its cookies. */
  loggedOut: (tab: Tab, waits: boolean) => void
}

/** What is left of a handler's run for the frame that answers it. */
interface Run {
  change?: PreparedChange
  /** Where the page is then. */
  address?: Address
  actions: Action[]
  value?: JsonValue
  /** The change notes validation errors: it stays although the event has failed. */
  noted: boolean
  /** The event has signed its user out. */
  loggedOut: boolean
  /** It is to go on in the background. */
  begun?: BegunEvent
  /** Why it failed. */
  failure?: { error: unknown }
}

/** Code that may run on the states of a tab, as a request to the page that it belongs to. */
interface Call {
  /** Whose request it is. */
  visitor: Visitor
  shown: ShownPage
  /** The state that it belongs to. */
  definition: StateDefinition
  /** Does what the event is for. */
  handle: (scope: EventScope, run: Run) => Promise<JsonValue | undefined>
  /** Flash messages that an earlier request has left are for the next event or page. */
  leavesMessages?: boolean
}

/** The frame of an event, but for its number. */
type Frame = Omit<UpdateFrame, 'n' | 'id'>

/**
 * Runs the events of tabs: finds the handler, sends it through the bridge, and turns what came
 * of it into the frame that answers.
 */
export class EventRunner {
  #options: RunnerOptions
  #tracer: EventTracer

  constructor(options: RunnerOptions) {
    this.#options = options
    this.#tracer = new EventTracer(options.logger)
  }

  /**
   * Runs one event of a tab and answers it. It never throws: a failure is an answer too.
   *
   * @param visitor - of the socket that has sent it: whatever has become of the tab since, the event
   *   may do what they may
   */
  async run(tab: Tab, frame: EventFrame, visitor: Visitor): Promise<void> {
    const answer = await this.#answer(tab, frame, visitor)
    tab.answer({ id: frame.id, ...answer })
    this.#options.rooms.follow(tab)
    if (tab.stale && tab.shown) await this.#refresh(tab, visitor, answer)
  }

  /**
   * Runs code of a background event on the states of its tab, as an event of its page would run, and
   * sends what it has changed.
   *
   * @throws what the code throws, or the page's middleware; E_UPDATE_REFUSED when that leads
   *   elsewhere
   */
  async #update<T>(
    tab: Tab,
    { visitor, shown, definition }: Pick<Call, 'visitor' | 'shown' | 'definition'>,
    work: (scope: EventScope) => Promise<T>
  ): Promise<T> {
    let result: { value: T } | undefined
    const call: Call = {
      visitor,
      shown,
      definition,
      leavesMessages: true,
      handle: async (scope) => {
        result = { value: await work(scope) }
        return undefined
      },
    }
    const run = createRun()
    const wasStale = tab.stale
    const mode = this.#options.mode(definition)
    const { x, ...frame } =
      mode === 'none'
        ? await this.#runBare(tab, call, run)
        : await this.#runBridged(tab, call, run, mode)
    if (Object.keys(frame).length > 0) tab.outbox.push(frame)
    if (tab.stale && !wasStale && tab.shown) await this.#refresh(tab, visitor, frame)
    if (run.failure) throw run.failure.error
    if (!result)
      throw new E_UPDATE_REFUSED([shown.info.url, x ? `status ${x.status}` : 'a redirect'])
    return result.value
  }

  /** Somebody has signed in or out: admits the tab to its page anew, unless it leaves it. */
  async #refresh(tab: Tab, visitor: Visitor, { a }: Frame): Promise<void> {
    if (a?.some((action) => action.type === 'redirect')) return
    await this.#options.navigator.refresh(tab, visitor)
  }

  async #answer(tab: Tab, frame: EventFrame, visitor: Visitor): Promise<Frame> {
    let call: Call
    try {
      call = this.#find(tab, frame, visitor)
    } catch (error) {
      this.#options.refusals.warn(
        { code: (error as { code?: string }).code, state: frame.s, event: frame.e, tab: tab.id },
        'event refused: %s',
        (error as Error).message
      )
      return { x: toEventError(error, { development: false }) }
    }
    const mode = this.#options.mode(call.definition)
    const run = createRun()
    const answer = await this.#tracer.trace(tab, frame, call.shown.info.url, (times) =>
      mode === 'none'
        ? this.#runBare(tab, call, run)
        : this.#runBridged(tab, call, run, mode, times)
    )
    if (run.begun) {
      const { session } = (run.begun.ctx ?? {}) as { session?: object }
      if (session) closeSession(session)
      this.#options.tasks.start(tab, frame.id, run.begun)
      answer.b = 1
    }
    return answer
  }

  /**
   * @throws E_PAGE_WITHDRAWN, E_STATE_UNKNOWN, E_STATE_NOT_REACHABLE, E_EVENT_UNKNOWN,
   *   E_EVENT_ARGUMENT, E_TOO_MANY_TASKS
   */
  #find(
    tab: Tab,
    { s: stateId, e: name, a: sent = [], f: position }: EventFrame,
    visitor: Visitor
  ): Call {
    const { shown } = tab
    if (!shown) throw new E_PAGE_WITHDRAWN()
    const definition = this.#options.registry.require(stateId)
    if (!shown.page.reaches(stateId)) {
      throw new errors.E_STATE_NOT_REACHABLE([stateId, shown.info.url])
    }
    const { places, form } = this.#options
    if (places.tellsStored(definition, name)) {
      const take: Call['handle'] = (scope) => places.takeStored(scope, definition, sent)
      return { visitor, shown, definition, handle: take }
    }
    const event = definition.events.get(name)
    if (!event) throw new errors.E_EVENT_UNKNOWN([name, stateId])
    const args = checkArguments(event, position ? readForm(sent, position, form) : sent)
    if (!event.background) {
      const call: Call['handle'] = (scope) => runHandler(scope, definition, event, args)
      return { visitor, shown, definition, handle: call }
    }
    this.#options.tasks.admit(tab)
    return {
      visitor,
      shown,
      definition,
      handle: async (scope, run) => {
        const input = await prepareHandler(scope, definition, event, args)
        const resume = AsyncLocalStorage.snapshot()
        // It may outlast its socket: the task sees to it that it goes on for its own user only
        const update: BegunEvent['update'] = (code) =>
          this.#update(tab, { visitor: tab.visitor ?? visitor, shown, definition }, code)
        run.begun = { definition, event, input, ctx: scope.ctx, resume, update }
        return undefined
      },
    }
  }

  /** Runs an event that wants no request. */
  async #runBare(tab: Tab, call: Call, run: Run): Promise<Frame> {
    let failure: EventError | undefined
    try {
      await this.#execute(tab, call, undefined, run)
    } catch (error) {
      if (!isValidationError(error)) {
        this.#options.refusals.error({ err: error, tab: tab.id }, '%s', (error as Error).message)
      }
      failure = toEventError(error, { development: this.#options.development })
      run.failure = { error }
    }
    return this.#frame(tab, run, failure)
  }

  async #runBridged(
    tab: Tab,
    call: Call,
    run: Run,
    mode: Exclude<BridgeMode, 'none'>,
    times?: MiddlewareTime[]
  ): Promise<Frame> {
    const { bridge, development, cookies } = this.#options
    const { visitor } = call
    const browser = cookies.sessionOf(visitor)
    const outcome: Outcome = await bridge.dispatch(
      visitor,
      call.shown.info.url,
      mode,
      async (ctx) => this.#execute(tab, call, ctx, run),
      times
    )
    // A middleware may fail after the handler, as when the session cannot be stored
    if (outcome.error !== undefined && !run.noted) {
      run.change = undefined
      run.address = undefined
      run.value = undefined
      run.actions = []
    }
    if (outcome.error !== undefined) run.failure = { error: outcome.error }
    if (outcome.error !== undefined || outcome.redirect !== undefined) run.begun = undefined
    if (outcome.redirect !== undefined && (outcome.reached || !call.leavesMessages)) {
      run.actions.push({ type: 'redirect', url: outcome.redirect })
    }
    const frame = this.#frame(tab, run, failureOf(outcome, development))
    const ticket = cookies.ticketFor(tab, visitor, browser)
    if (ticket !== undefined) frame.c = ticket
    if (run.loggedOut || cookies.sessionOf(visitor) !== browser) tab.stale = true
    if (run.loggedOut) this.#options.loggedOut(tab, ticket !== undefined)
    return frame
  }

  /**
   * The part of an event that runs inside the kernel. What it throws goes to the application's
   * exception handler, like a controller's exception.
   */
  async #execute(
    tab: Tab,
    { definition, shown, handle, leavesMessages = false }: Call,
    ctx: HttpContext | undefined,
    run: Run
  ): Promise<void> {
    const placed = this.#options.places.begin(tab.states, shown.page.places, ctx)
    const scope = tab.states.begin({
      ctx,
      flush: (current) => this.#flush(tab, current, shown, placed),
      cancel: (state, event) => tab.tasks.cancelEvent(state, event),
      send: (action) => tab.outbox.push({ a: [action] }, true),
      hold: (state) => this.#options.rooms.hold(tab, state, ctx),
    })
    try {
      await placed?.refresh(scope)
      // Somebody has signed out elsewhere, or the session has come to its end
      if (ctx && hasLeft(tab.identity, identityOf(ctx))) tab.stale = true
      run.value = await handle(scope, run)
      run.actions = scope.actions
      run.loggedOut = ctx !== undefined && hasLoggedOut(ctx)
      const app = await this.#appSnapshot(tab, shown, ctx, run.actions, leavesMessages)
      const change = tab.states.prepare(scope, { app })
      run.address = settle(tab, shown, change, placed)
      run.change = change
    } catch (error) {
      scope.rollback()
      run.value = undefined
      run.actions = []
      if (isValidationError(error)) {
        run.change = noteErrors(tab, definition, fieldErrors(error))
        run.noted = true
      }
      throw error
    }
  }

  async #appSnapshot(
    tab: Tab,
    shown: ShownPage,
    ctx: HttpContext | undefined,
    actions: Action[],
    leaveMessages: boolean
  ) {
    if (!ctx || !shown.page.states.includes(APP_STATE_ID)) return undefined
    const leaves =
      ctx.response.getStatus() >= 300 || actions.some((action) => action.type === 'redirect')
    return readAppSnapshot(ctx, tab.states.app, {
      currentUser: this.#options.currentUser,
      keepFlash: leaves,
      leaveMessages,
      navigation: false,
    })
  }

  /** Sends what a running event has changed so far. It stays, whatever comes after. */
  async #flush(
    tab: Tab,
    scope: EventScope,
    shown: ShownPage,
    placed: RequestPlaces | undefined
  ): Promise<void> {
    const change = tab.states.prepare(scope)
    const address = settle(tab, shown, change, placed)
    const frame = takeOver(tab, change, scope.actions.splice(0), address)
    if (Object.keys(frame).length > 0) tab.outbox.push(frame, true)
    scope.resume(change.whole)
  }

  #frame(tab: Tab, run: Run, failure: EventError | undefined): Frame {
    const frame = takeOver(tab, run.change, run.actions, run.address)
    if (run.value !== undefined) frame.r = run.value
    if (failure) frame.x = failure
    return frame
  }
}

/**
 * Writes the vars that have a place to it.
 *
 * @returns the address of the page, when that changes: the tab may show another page since
 */
function settle(
  tab: Tab,
  { page }: ShownPage,
  change: PreparedChange,
  placed: RequestPlaces | undefined
): Address | undefined {
  const shown = tab.shown!
  const address = placed?.settle(change.tree, shown.info.url)
  return shown.page === page ? address : undefined
}

function createRun(): Run {
  return { actions: [], noted: false, loggedOut: false }
}
