/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import type { Logger } from '@adonisjs/core/logger'
import type { EventFrame } from '../protocol/main.ts'
import { figures, runningWork, traceWork, tracingChannels } from '../telemetry/main.ts'
import type { EventTrace, MiddlewareTime } from '../telemetry/main.ts'
import type { Tab } from './tab.ts'
import type { TabAnnouncer } from './tab_announcer.ts'
import type { Ran, TabRequest } from './transaction/tab_requests.ts'

/** Runs a request. It gets a list for what each middleware costs, when somebody wants to know. */
type Run<T> = (times?: MiddlewareTime[]) => Promise<Ran<T>>

/**
 * Tells what events cost to whoever wants to know: the tracing channels, the log at the level
 * `debug`, and the listeners of the application.
 */
export class EventTracer {
  #logger: Logger
  #announcer: TabAnnouncer

  constructor(logger: Logger, announcer: TabAnnouncer) {
    this.#logger = logger
    this.#announcer = announcer
  }

  /** Runs an event, and counts it. */
  event<T>(tab: Tab, frame: EventFrame, request: TabRequest<T>, run: Run<T>): Promise<Ran<T>> {
    const work = () =>
      counted('event', frame.s, frame.e, () => this.#event(tab, frame, request, run))
    return this.#announcer.hearsEvents ? this.#announced(tab, frame, request, work) : work()
  }

  async #announced<T>(
    tab: Tab,
    { s: state, e: name }: EventFrame,
    { definition }: TabRequest<T>,
    work: () => Promise<Ran<T>>
  ): Promise<Ran<T>> {
    const start = performance.now()
    const ran = await work()
    const event = definition.events.get(name)
    const failure = ran.frame.x
    // The package has events of its own. One in the background that has begun is yet to be completed
    if (event && (!event.background || failure)) {
      const kind = event.background ? 'background' : 'event'
      this.#announcer.completed(tab, { kind, state, event: name, start, failure })
    }
    return ran
  }

  #event<T>(
    tab: Tab,
    { s: state, e: event }: EventFrame,
    request: TabRequest<T>,
    run: Run<T>
  ): Promise<Ran<T>> {
    const isWatched = tracingChannels.event.hasSubscribers || this.#logger.isLevelEnabled('debug')
    if (!isWatched) return run()
    return this.#logged(traceOf(tab, state, event, request), (trace) =>
      traceWork('event', trace, () => this.#run(tab, trace, run))
    )
  }

  /** Runs an update of a background event, and counts it. */
  update<T>(tab: Tab, event: string, request: TabRequest<T>, run: Run<T>): Promise<Ran<T>> {
    const { id } = request.definition
    if (!tracingChannels.update.hasSubscribers) return counted('update', id, event, run)
    const trace = traceOf(tab, id, event, request)
    return counted('update', id, event, () =>
      traceWork('update', trace, () => this.#run(tab, trace, run))
    )
  }

  async #run<T>(tab: Tab, trace: EventTrace, run: Run<T>): Promise<Ran<T>> {
    tab.resume = AsyncLocalStorage.snapshot()
    const ran = await run(trace.middleware)
    const { x } = ran.frame
    if (x) trace.failure = { code: x.code, status: x.status }
    return ran
  }

  async #logged<T>(
    trace: EventTrace,
    run: (trace: EventTrace) => Promise<Ran<T>>
  ): Promise<Ran<T>> {
    const { tab, state, event, middleware: times } = trace
    let ran: Ran<T> | undefined
    const start = performance.now()
    try {
      return (ran = await run(trace))
    } finally {
      const duration = rounded(performance.now() - start)
      const middleware = Object.fromEntries(times.map(({ name, time }) => [name, rounded(time)]))
      const fields = {
        request_id: ran?.requestId,
        tab,
        state,
        event,
        outcome: outcomeOf(ran),
        duration,
        middleware,
      }
      this.#logger.debug(fields, 'event')
    }
  }
}

async function counted<T>(
  kind: 'event' | 'update',
  state: string,
  event: string,
  run: () => Promise<Ran<T>>
): Promise<Ran<T>> {
  const start = performance.now()
  const ran = await runningWork.run(`${state}.${event}`, run)
  figures.event(kind, state, event, ran.frame.x?.status, performance.now() - start)
  return ran
}

/** The code of its failure, or what else has come of it. */
function outcomeOf<T>(ran: Ran<T> | undefined): string {
  return ran?.frame.x?.code ?? (ran?.redirected ? 'redirect' : 'ok')
}

function traceOf<T>(tab: Tab, state: string, event: string, { shown }: TabRequest<T>): EventTrace {
  const { route } = shown.page.definition
  return { tab: tab.id, state, event, url: shown.info.url, route, middleware: [] }
}

/** Milliseconds with three places: microseconds. */
function rounded(time: number): number {
  return Math.round(time * 1_000) / 1_000
}
