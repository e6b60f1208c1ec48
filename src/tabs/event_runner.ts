/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Visitor } from '../bridge/main.ts'
import type { LimitedLog } from '../logging/main.ts'
import type { EventFrame } from '../protocol/main.ts'
import { errors, runHandler } from '../state/main.ts'
import type { StateRegistry } from '../state/main.ts'
import { checkArguments } from './event_arguments.ts'
import { codeAndHelp, messageOf, toEventError } from './event_error.ts'
import type { EventTracer } from './event_tracer.ts'
import { E_PAGE_WITHDRAWN } from './exceptions.ts'
import type { EventCall, EventRun } from './features/feature.ts'
import type { Features } from './features/features.ts'
import { readForm } from './form_fields.ts'
import type { FormOptions } from './form_fields.ts'
import type { Tab } from './tab.ts'
import type { Frame, TabRequest, TabRequests } from './transaction/tab_requests.ts'
import type { Updates } from './updates.ts'

export interface RunnerOptions {
  requests: TabRequests
  updates: Updates
  tracer: EventTracer
  features: Features
  registry: StateRegistry
  /** Hears what strangers can bring about. */
  refusals: LimitedLog
  /** What becomes of the fields of a form. */
  form: FormOptions
  development: boolean
}

/** An event that may run, and how. */
interface Found {
  request: TabRequest<unknown>
  answer: EventRun['answer']
}

/**
 * Runs the events of tabs: finds the handler, sends it through the bridge, and turns what came
 * of it into the frame that answers.
 */
export class EventRunner {
  #options: RunnerOptions

  constructor(options: RunnerOptions) {
    this.#options = options
  }

  /**
   * Runs one event of a tab and answers it. It never throws: a failure is an answer too.
   *
   * @param visitor - of the socket that has sent it: whatever has become of the tab since, the event
   *   may do what they may
   */
  async run(tab: Tab, frame: EventFrame, visitor: Visitor): Promise<void> {
    const { updates } = this.#options
    const answer = await this.#answer(tab, frame, visitor)
    tab.answer({ id: frame.id, ...answer })
    tab.parts.answered()
    if (tab.identity.stale && tab.shown) await updates.refresh(tab, visitor, answer)
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
    const { request } = this.#find(tab, { t: 'event', id: 0, ...call }, visitor)
    await this.#options.updates.run(tab, request)
    tab.parts.answered()
  }

  async #answer(tab: Tab, frame: EventFrame, visitor: Visitor): Promise<Frame> {
    const { requests, tracer, refusals, development } = this.#options
    let found: Found
    try {
      found = this.#find(tab, frame, visitor)
    } catch (error) {
      refusals.warn(
        { ...codeAndHelp(error), state: frame.s, event: frame.e, tab: tab.id },
        'event refused: %s',
        messageOf(error)
      )
      return { x: toEventError(error, { development }) }
    }
    const { request, answer } = found
    const ran = await tracer.event(tab, frame, request, (times) =>
      requests.run(tab, request, times)
    )
    if (!ran.result || ran.failure) return ran.frame
    const { redirected } = ran
    return Object.assign(ran.frame, answer(ran.result.value, { id: frame.id, redirected }))
  }

  /**
   * @throws E_PAGE_WITHDRAWN, E_STATE_UNKNOWN, E_STATE_NOT_REACHABLE, E_EVENT_UNKNOWN,
   *   E_EVENT_ARGUMENT; why a feature does not let it run
   */
  #find(
    tab: Tab,
    { s: stateId, e: name, a: sent = [], f: position }: EventFrame,
    visitor: Visitor
  ): Found {
    const { registry, features, form } = this.#options
    const { shown } = tab
    if (!shown) throw new E_PAGE_WITHDRAWN()
    const definition = registry.require(stateId)
    if (!shown.page.reaches(stateId)) {
      throw new errors.E_STATE_NOT_REACHABLE([stateId, shown.info.url])
    }
    const call: EventCall = {
      tab,
      visitor,
      shown,
      definition,
      name,
      event: definition.events.get(name),
      sent,
      args: (event) => checkArguments(event, position ? readForm(sent, position, form) : sent),
    }
    const { handle, answer } = features.claim(call) ?? ordinaryRun(call)
    return { request: { visitor, shown, definition, event: name, handle }, answer }
  }
}

/**
 * How an event runs that no feature claims.
 *
 * @throws E_EVENT_UNKNOWN, E_EVENT_ARGUMENT
 */
function ordinaryRun({ definition, name, event, args }: EventCall): EventRun {
  if (!event) throw new errors.E_EVENT_UNKNOWN([name, definition.id])
  const checked = args(event)
  const run: EventRun<Frame['r']> = {
    handle: (scope) => runHandler(scope, definition, event, checked),
    answer: (value) => (value === undefined ? undefined : { r: value }),
  }
  return run
}
