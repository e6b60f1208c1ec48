/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Histogram } from './histogram.ts'
import type {
  EventFigures,
  EventKind,
  EventOutcome,
  OperationFigures,
  ReflexMetrics,
} from './metrics.ts'

/** What is counted of the work of other parts. */
export type Work = 'store' | 'bus'

/** Hears of each time that is counted, in milliseconds. */
export interface TimeListener {
  event(of: Omit<EventFigures, 'outcomes' | 'time'>, outcome: EventOutcome, time: number): void
  operation(work: Work, operation: string, failed: boolean, time: number): void
}

interface EventCount {
  of: Omit<EventFigures, 'outcomes' | 'time'>
  outcomes: Record<EventOutcome, number>
  time: Histogram
}

interface OperationCount {
  failed: number
  time: Histogram
}

/**
 * Counts what this process does. It is there once: what reads it, as an instrumentation, may be loaded before the
 * application.
 */
export class Figures {
  #events = new Map<EventKind, Map<string, Map<string, EventCount>>>()
  #operations = { store: new Map<string, OperationCount>(), bus: new Map<string, OperationCount>() }
  #pending = { store: 0, bus: 0 }
  #refusals = new Map<string, number>()
  #listeners = new Set<TimeListener>()
  takenUp = 0
  handedOver = 0
  accepted = 0
  /** Events, forms and navigations that are over. */
  served = 0
  /** Reads all figures of the application that runs; undefined while none does. */
  read: (() => ReflexMetrics) | undefined

  /** @returns ends it */
  listen(listener: TimeListener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /**
   * Counts an event of a state.
   *
   * @param status - HTTP status of its failure; undefined where it has not failed
   * @param time - milliseconds
   */
  event(
    kind: Exclude<EventKind, 'navigation'>,
    state: string,
    event: string,
    status: number | undefined,
    time: number
  ): void {
    const count = this.#countOf(kind, state, event)
    count.of.state ??= state
    count.of.event ??= event
    this.#add(count, status, time)
  }

  /** Counts a navigation to a page, as an event. */
  navigation(route: string, status: number | undefined, time: number): void {
    const count = this.#countOf('navigation', route, '')
    count.of.route ??= route
    this.#add(count, status, time)
  }

  /** Runs work of the store or the bus, and counts it. */
  async run<T>(work: Work, operation: string, callback: () => Promise<T>): Promise<T> {
    const start = performance.now()
    let failed = true
    this.#pending[work]++
    try {
      const value = await callback()
      failed = false
      return value
    } finally {
      this.#pending[work]--
      const counts = this.#operations[work]
      let count = counts.get(operation)
      if (!count) counts.set(operation, (count = { failed: 0, time: new Histogram() }))
      const time = performance.now() - start
      count.time.add(time)
      if (failed) count.failed++
      for (const listener of this.#listeners) listener.operation(work, operation, failed, time)
    }
  }

  /** Counts something that was refused. */
  refusal(code: string): void {
    this.#refusals.set(code, (this.#refusals.get(code) ?? 0) + 1)
  }

  get refusals(): Record<string, number> {
    return Object.fromEntries(this.#refusals)
  }

  get events(): EventFigures[] {
    const found: EventFigures[] = []
    for (const states of this.#events.values()) {
      for (const events of states.values()) {
        for (const { of, outcomes, time } of events.values()) {
          found.push({ ...of, outcomes: { ...outcomes }, time: time.read() })
        }
      }
    }
    return found
  }

  operations(work: Work): { pending: number; figures: OperationFigures[] } {
    const counts = [...this.#operations[work]]
    const figures = counts.map(([operation, { failed, time }]) => {
      return { operation, failed, time: time.read() }
    })
    return { pending: this.#pending[work], figures }
  }

  #countOf(kind: EventKind, first: string, second: string): EventCount {
    const states = getOrMake(this.#events, kind, () => new Map<string, Map<string, EventCount>>())
    const events = getOrMake(states, first, () => new Map<string, EventCount>())
    return getOrMake(events, second, () => ({
      of: { kind },
      outcomes: { ok: 0, refused: 0, failed: 0 },
      time: new Histogram(),
    }))
  }

  #add(count: EventCount, status: number | undefined, time: number): void {
    const outcome = outcomeOf(status)
    this.served++
    count.outcomes[outcome]++
    count.time.add(time)
    for (const listener of this.#listeners) listener.event(count.of, outcome, time)
  }
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key)
  if (value === undefined) map.set(key, (value = make()))
  return value
}

/**
 * What has come of an event.
 *
 * @param status - HTTP status of its failure; undefined where it has not failed
 */
export function outcomeOf(status: number | undefined): EventOutcome {
  if (status === undefined) return 'ok'
  return status < 500 ? 'refused' : 'failed'
}

/** Of this process. */
export const figures = new Figures()
