/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import type { Logger } from '@adonisjs/core/logger'
import type { EventFrame, JsonValue } from '../protocol/main.ts'
import type { Visitor } from '../bridge/main.ts'
import type { LimitedLog } from '../logging/main.ts'
import type { Places } from '../places/main.ts'
import type { Rooms } from '../rooms/main.ts'
import { closeSession, errors, prepareHandler, runHandler } from '../state/main.ts'
import type { EventScope, StateRegistry } from '../state/main.ts'
import { checkArguments } from './event_arguments.ts'
import { codeAndHelp, toEventError } from './event_error.ts'
import { EventTracer } from './event_tracer.ts'
import { readForm } from './form_fields.ts'
import type { FormOptions } from './form_fields.ts'
import { E_PAGE_WITHDRAWN } from './exceptions.ts'
import type { Navigator } from './navigator.ts'
import type { Tab } from './tab.ts'
import { E_UPDATE_REFUSED } from './tasks/exceptions.ts'
import type { BegunEvent, TaskRunner } from './tasks/task_runner.ts'
import type { Frame, TabRequest, TabRequests } from './transaction/tab_requests.ts'

export interface RunnerOptions {
  requests: TabRequests
  rooms: Rooms
  registry: StateRegistry
  logger: Logger
  /** Hears what strangers can bring about. */
  refusals: LimitedLog
  /** What becomes of the fields of a form. */
  form: FormOptions
  navigator: Navigator
  places: Places
  development: boolean
  /** Goes on with events that run in the background. */
  tasks: TaskRunner
}

/** What a handler comes to. */
interface Handled {
  value?: JsonValue
  /** It is to go on in the background. */
  begun?: BegunEvent
}

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
   * Runs an event that the server itself calls, and sends what it has changed. The page does not hear
   * what it returns, or why it fails.
   *
   * @param visitor - in whose name it runs
   * @throws what the event throws, or the page's middleware; E_STATE_NOT_REACHABLE, E_EVENT_UNKNOWN;
   *   E_UPDATE_REFUSED when that leads elsewhere
   */
  async perform(
    tab: Tab,
    call: Pick<EventFrame, 's' | 'e' | 'a'>,
    visitor: Visitor
  ): Promise<void> {
    const request = this.#find(tab, { t: 'event', id: 0, ...call }, visitor)
    await this.#update(tab, call.e, { ...request, leavesMessages: true })
    this.#options.rooms.follow(tab)
  }

  /**
   * Runs code of a background event on the states of its tab, as an event of its page would run, and
   * sends what it has changed.
   *
   * @throws what the code throws, or the page's middleware; E_UPDATE_REFUSED when that leads
   *   elsewhere
   */
  async #update<T>(tab: Tab, event: string, request: TabRequest<T>): Promise<T> {
    const wasStale = tab.stale
    const { frame, result, failure } = await this.#tracer.update(tab, event, request, (times) =>
      this.#options.requests.run(tab, request, times)
    )
    const { x, ...news } = frame
    if (Object.keys(news).length > 0) tab.outbox.push(news)
    if (tab.stale && !wasStale && tab.shown) await this.#refresh(tab, request.visitor, news)
    if (failure) throw failure.error
    if (!result) {
      const { url } = request.shown.info
      throw new E_UPDATE_REFUSED([url, x ? `status ${x.status}` : 'a redirect'])
    }
    return result.value
  }

  /** Somebody has signed in or out: admits the tab to its page anew, unless it leaves it. */
  async #refresh(tab: Tab, visitor: Visitor, { a }: Frame): Promise<void> {
    if (a?.some((action) => action.type === 'redirect')) return
    await this.#options.navigator.refresh(tab, visitor)
  }

  async #answer(tab: Tab, frame: EventFrame, visitor: Visitor): Promise<Frame> {
    let request: TabRequest<Handled>
    try {
      request = this.#find(tab, frame, visitor)
    } catch (error) {
      this.#options.refusals.warn(
        { ...codeAndHelp(error), state: frame.s, event: frame.e, tab: tab.id },
        'event refused: %s',
        (error as Error).message
      )
      return { x: toEventError(error, { development: this.#options.development }) }
    }
    const ran = await this.#tracer.event(tab, frame, request, (times) =>
      this.#options.requests.run(tab, request, times)
    )
    const answer = ran.frame
    if (!ran.result || ran.failure) return answer
    const { value, begun } = ran.result.value
    if (value !== undefined) answer.r = value
    if (begun && !ran.redirected) {
      const { session } = (begun.ctx ?? {}) as { session?: object }
      if (session) closeSession(session)
      this.#options.tasks.start(tab, frame.id, begun)
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
  ): TabRequest<Handled> {
    const { shown } = tab
    if (!shown) throw new E_PAGE_WITHDRAWN()
    const definition = this.#options.registry.require(stateId)
    if (!shown.page.reaches(stateId)) {
      throw new errors.E_STATE_NOT_REACHABLE([stateId, shown.info.url])
    }
    const { places, form } = this.#options
    if (places.tellsStored(definition, name)) {
      const take = async (scope: EventScope) => ({
        value: await places.takeStored(scope, definition, sent),
      })
      return { visitor, shown, definition, event: name, handle: take }
    }
    const event = definition.events.get(name)
    if (!event) throw new errors.E_EVENT_UNKNOWN([name, stateId])
    const args = checkArguments(event, position ? readForm(sent, position, form) : sent)
    if (!event.background) {
      const call = async (scope: EventScope) => ({
        value: await runHandler(scope, definition, event, args),
      })
      return { visitor, shown, definition, event: name, handle: call }
    }
    this.#options.tasks.admit(tab)
    return {
      visitor,
      shown,
      definition,
      event: name,
      handle: async (scope) => {
        const input = await prepareHandler(scope, definition, event, args)
        const resume = AsyncLocalStorage.snapshot()
        // It may outlast its socket: the task sees to it that it goes on for its own user only
        const update: BegunEvent['update'] = (work) =>
          this.#update(tab, name, {
            visitor: tab.visitor ?? visitor,
            shown,
            definition,
            event: name,
            handle: work,
            leavesMessages: true,
          })
        return { begun: { definition, event, input, ctx: scope.ctx, resume, update } }
      },
    }
  }
}
