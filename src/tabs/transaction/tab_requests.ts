/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { APP_STATE_ID } from '../../protocol/main.ts'
import type { Action, UpdateFrame } from '../../protocol/main.ts'
import { extrasOf, leaveMessages } from '../../adonis/main.ts'
import type { Bridge, Visitor } from '../../bridge/main.ts'
import { nameInLog } from '../../logging/main.ts'
import type { LimitedLog } from '../../logging/main.ts'
import { readAppSnapshot } from '../../state/main.ts'
import type { BridgeMode, EventScope, StateDefinition, UserTransformer } from '../../state/main.ts'
import type { MiddlewareTime } from '../../telemetry/main.ts'
import type { CookieCourier } from '../cookie_courier.ts'
import {
  failureOf,
  fieldErrors,
  isValidationError,
  messageOf,
  toEventError,
} from '../event_error.ts'
import { identityOf } from '../identity.ts'
import { hasLeftSession, noteTabSession } from '../session_reads.ts'
import type { ShownPage, Tab } from '../tab.ts'
import { noteErrors } from './noted_errors.ts'
import { applyChange } from './tab_change.ts'
import type { TabChange } from './tab_change.ts'
import type { Transacted, Transactions } from './transactions.ts'

/** Code that is to run on the states of a tab, as a request to the page that it belongs to. */
export interface TabRequest<T> {
  /** Whose request it is. */
  visitor: Visitor
  shown: ShownPage
  /** The state that it belongs to. */
  definition: StateDefinition
  /** Name of the event that it is, or that has begun it. */
  event: string
  /** Does what the request is for. */
  handle: (scope: EventScope) => Promise<T>
  /** Flash messages that an earlier request has left are for the next event or page. */
  leavesMessages?: boolean
}

/** A frame of a tab, but for what it answers. */
export type Frame = Omit<UpdateFrame, 'n' | 'id'>

/** What a request came to. */
export interface Ran<T> {
  /** Tells the browser of it. The next frame of the tab must say it. */
  frame: Frame
  /** What its code returned; undefined where it was not reached, or has failed. */
  result?: { value: T }
  /** Why it failed: the code, or middleware after it. */
  failure?: { error: unknown }
  /** The request has led elsewhere. */
  redirected: boolean
  /** Id of the request, as lines of the log have it; undefined where there was none. */
  requestId?: string
}

/** What stays of code that runs inside of the kernel, even if it fails. */
interface Traces {
  /** What its state notes of a failed validation. */
  noted?: TabChange
  /** The request that it ran in. */
  ctx?: HttpContext
}

export interface TabRequestsOptions {
  bridge: Bridge
  transactions: Transactions
  cookies: CookieCourier
  currentUser: UserTransformer
  /** Bridge mode of states that do not name one. */
  mode: (definition: StateDefinition) => BridgeMode
  /** Hears what strangers can bring about. */
  refusals: LimitedLog
  development: boolean
  /** Tells the other tabs of the browser session, once the browser has its cookies. */
  loggedOut: (tab: Tab, waits: boolean) => void
}

/**
 * Runs code on the states of a tab, through the kernel where its state wants a request, and applies
 * what it has changed.
 */
export class TabRequests {
  #options: TabRequestsOptions

  constructor(options: TabRequestsOptions) {
    this.#options = options
  }

  /**
   * Runs one request. It never throws: a failure is an answer too.
   *
   * @param times - collects what each middleware costs, when somebody wants to know
   */
  async run<T>(tab: Tab, request: TabRequest<T>, times?: MiddlewareTime[]): Promise<Ran<T>> {
    const mode = this.#options.mode(request.definition)
    return mode === 'none'
      ? this.#runBare(tab, request)
      : this.#runBridged(tab, request, mode, times)
  }

  /** Runs what wants no request. */
  async #runBare<T>(tab: Tab, request: TabRequest<T>): Promise<Ran<T>> {
    const traces: Traces = {}
    try {
      const { value, change } = await this.#handle(tab, request, undefined, traces)
      return { frame: applyChange(tab, change), result: { value }, redirected: false }
    } catch (error) {
      const { refusals, development } = this.#options
      if (!isValidationError(error)) {
        const { definition, event } = request
        refusals.error(
          { err: error, tab: tab.id, state: definition.id, event },
          '%s',
          messageOf(error)
        )
      }
      const frame: Frame = traces.noted ? applyChange(tab, traces.noted) : {}
      frame.x = toEventError(error, { development })
      return { frame, failure: { error }, redirected: false }
    }
  }

  async #runBridged<T>(
    tab: Tab,
    request: TabRequest<T>,
    mode: Exclude<BridgeMode, 'none'>,
    times?: MiddlewareTime[]
  ): Promise<Ran<T>> {
    const { bridge, development, cookies, loggedOut } = this.#options
    const { visitor, shown, leavesMessages } = request
    const browser = cookies.sessionOf(visitor)
    const traces: Traces = {}
    const outcome = await bridge.dispatch(
      visitor,
      shown.info.url,
      mode,
      (ctx) => this.#handle(tab, request, ctx, traces),
      times
    )
    const { result, error, redirect } = outcome
    const failed = error !== undefined
    // A middleware may fail after the handler, as when the session cannot be stored
    if (failed) await result?.value.undo()
    const change = traces.noted ?? (failed ? undefined : result?.value.change)
    const actions = change?.actions ?? []
    if (redirect !== undefined && (outcome.reached || !leavesMessages)) {
      actions.push({ type: 'redirect', url: redirect })
    }
    const frame: Frame = change ? applyChange(tab, change) : newsOf(actions)
    const failure = failureOf(outcome, development)
    if (failure) frame.x = failure
    const ticket = cookies.ticketFor(tab, visitor, browser)
    if (ticket !== undefined) frame.c = ticket
    // A sign-out stays, whatever its handler does after it
    const hasLeft = traces.ctx !== undefined && hasLeftSession(traces.ctx)
    if (hasLeft || cookies.sessionOf(visitor) !== browser) tab.identity.changed()
    if (hasLeft) loggedOut(tab, ticket !== undefined)
    return {
      frame,
      result: result && { value: result.value.value },
      ...(failed && { failure: { error } }),
      redirected: redirect !== undefined,
      requestId: outcome.requestId,
    }
  }

  /**
   * The part of a request that runs inside the kernel. What it throws goes to the application's
   * exception handler, like a controller's exception.
   */
  async #handle<T>(
    tab: Tab,
    { definition, event, shown, handle, leavesMessages = false }: TabRequest<T>,
    ctx: HttpContext | undefined,
    traces: Traces
  ): Promise<Transacted<T>> {
    traces.ctx = ctx
    if (ctx) noteTabSession(ctx)
    const session = ctx && extrasOf(ctx).session
    if (session && leavesMessages) leaveMessages(session, ctx)
    try {
      return await this.#options.transactions.transact(
        tab,
        {
          ctx,
          page: shown.page,
          complete: async ({ actions }) => ({
            app: await this.#appSnapshot(tab, shown, ctx, actions, leavesMessages),
          }),
          flush: (change) => {
            const frame = applyChange(tab, change)
            if (Object.keys(frame).length > 0) tab.outbox.push(frame, true)
          },
        },
        async (scope) => {
          // Somebody has signed out elsewhere, or the session has come to its end
          if (ctx && tab.identity.hasLost(identityOf(ctx))) tab.identity.changed()
          return handle(scope)
        }
      )
    } catch (error) {
      if (ctx) nameInLog(ctx, { tab: tab.id, state: definition.id, event })
      if (isValidationError(error)) {
        traces.noted = noteErrors(tab, definition, fieldErrors(error))
      }
      throw error
    }
  }

  async #appSnapshot(
    tab: Tab,
    shown: ShownPage,
    ctx: HttpContext | undefined,
    actions: readonly Action[],
    leavesMessages: boolean
  ) {
    if (!ctx || !shown.page.states.includes(APP_STATE_ID)) return undefined
    const leaves =
      ctx.response.getStatus() >= 300 || actions.some((action) => action.type === 'redirect')
    return readAppSnapshot(ctx, tab.states.app, {
      currentUser: this.#options.currentUser,
      keepFlash: leaves,
      leaveMessages: leavesMessages,
      navigation: false,
    })
  }
}

/** What a frame tells of a request that has changed nothing. */
function newsOf(actions: Action[]): Frame {
  return actions.length > 0 ? { a: actions } : {}
}
