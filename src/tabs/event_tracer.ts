/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import type { Logger } from '@adonisjs/core/logger'
import type { EventFrame } from '../protocol/main.ts'
import { traceWork, tracingChannels } from '../telemetry/main.ts'
import type { EventTrace, MiddlewareTime } from '../telemetry/main.ts'
import type { Tab } from './tab.ts'
import type { Ran, TabRequest } from './transaction/tab_requests.ts'

/** Runs a request. It gets a list for what each middleware costs, when somebody wants to know. */
type Run<T> = (times?: MiddlewareTime[]) => Promise<Ran<T>>

/**
 * Tells what events cost to whoever wants to know: the tracing channels, and the log at the level
 * `debug`.
 */
export class EventTracer {
  #logger: Logger

  constructor(logger: Logger) {
    this.#logger = logger
  }

  /** Runs an event. */
  event<T>(
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

  /** Runs an update of a background event. */
  update<T>(tab: Tab, event: string, request: TabRequest<T>, run: Run<T>): Promise<Ran<T>> {
    if (!tracingChannels.update.hasSubscribers) return run()
    const trace = traceOf(tab, request.definition.id, event, request)
    return traceWork('update', trace, () => this.#run(tab, trace, run))
  }

  async #run<T>(tab: Tab, trace: EventTrace, run: Run<T>): Promise<Ran<T>> {
    tab.resume = AsyncLocalStorage.snapshot()
    const ran = await run(trace.middleware)
    const { x } = ran.frame
    if (x) trace.failure = { code: x.code, status: x.status }
    return ran
  }

  async #logged<T>(trace: EventTrace, work: (trace: EventTrace) => Promise<T>): Promise<T> {
    const { tab, state, event, middleware: times } = trace
    const start = performance.now()
    try {
      return await work(trace)
    } finally {
      const duration = rounded(performance.now() - start)
      const middleware = Object.fromEntries(times.map(({ name, time }) => [name, rounded(time)]))
      this.#logger.debug({ tab, state, event, duration, middleware }, 'event')
    }
  }
}

function traceOf<T>(tab: Tab, state: string, event: string, { shown }: TabRequest<T>): EventTrace {
  const { route } = shown.page.definition
  return { tab: tab.id, state, event, url: shown.info.url, route, middleware: [] }
}

/** Milliseconds with three places: microseconds. */
function rounded(time: number): number {
  return Math.round(time * 1_000) / 1_000
}
