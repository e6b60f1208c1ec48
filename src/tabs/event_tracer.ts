/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Logger } from '@adonisjs/core/logger'
import { tracingChannels } from '../bridge/main.ts'
import type { EventTrace, MiddlewareTime } from '../bridge/main.ts'
import type { EventFrame } from '../protocol/main.ts'
import type { Tab } from './tab.ts'

/**
 * Tells what events cost to whoever wants to know: the tracing channel, and the log at the level
 * `debug`.
 */
export class EventTracer {
  #logger: Logger

  constructor(logger: Logger) {
    this.#logger = logger
  }

  /**
   * Runs an event.
   *
   * @param url - of its page
   * @param run - gets a list for what each middleware costs, when somebody wants to know
   */
  trace<T>(
    tab: Tab,
    { s: state, e: event }: EventFrame,
    url: string,
    run: (times?: MiddlewareTime[]) => Promise<T>
  ): Promise<T> {
    const isWatched = tracingChannels.event.hasSubscribers || this.#logger.isLevelEnabled('debug')
    if (!isWatched) return run()
    return this.#traced({ tab: tab.id, state, event, url, middleware: [] }, run)
  }

  async #traced<T>(trace: EventTrace, run: (times: MiddlewareTime[]) => Promise<T>): Promise<T> {
    const { tab, state, event, middleware: times } = trace
    const start = performance.now()
    try {
      return await tracingChannels.event.tracePromise(() => run(times), trace)
    } finally {
      const duration = rounded(performance.now() - start)
      const middleware = Object.fromEntries(times.map(({ name, time }) => [name, rounded(time)]))
      this.#logger.debug({ tab, state, event, duration, middleware }, 'event')
    }
  }
}

/** Milliseconds with three places: microseconds. */
function rounded(time: number): number {
  return Math.round(time * 1_000) / 1_000
}
