/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { getEventListeners } from 'node:events'
import { errors } from '../../state/main.ts'
import type { Actor } from '../../tabs/main.ts'
import { E_EVENT_CANCELLED } from './exceptions.ts'

/** What a store keeps of a task. */
export interface TaskRecord {
  /** Id of its event. */
  id: number
  /** State id. */
  state: string
  /** Event name. */
  event: string
}

/**
 * A background event that has begun: its handler runs while other events of the tab take their
 * turns.
 */
export class Task implements TaskRecord {
  readonly id: number
  readonly state: string
  readonly event: string
  /** Who has begun it; undefined without a request. What it does itself may change that. */
  actor: Actor | undefined

  #controller = new AbortController()
  /** Reject the updates that wait for their turn. */
  #waiting = new Set<(reason: Error) => void>()
  #isTold = false
  #isClosed = false
  #isOver = false
  /** What the application's exception handler has seen already. */
  #reported = new WeakSet<object>()

  constructor({ id, state, event }: TaskRecord, actor: Actor | undefined) {
    this.id = id
    this.state = state
    this.event = event
    this.actor = actor
  }

  /** Whether it may change nothing any more. */
  get closed(): boolean {
    return this.#isClosed
  }

  /** Aborted when the task is to end. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** The signal for the handler, which is told by it. */
  heedSignal(): AbortSignal {
    this.#isTold ||= this.signal.aborted
    return this.signal
  }

  /**
   * Asks the task to end. The handler is told once, by the first of these: what it awaits with its
   * signal, the updates that wait, a later look at the signal, its next update. After that, updates
   * do what they say, so that it can tidy up.
   *
   * @param why - ends the sentence "… was cancelled: …"
   */
  cancel(why: string): void {
    if (this.signal.aborted) return
    const reason = new E_EVENT_CANCELLED([this.event, why])
    const isHeard = getEventListeners(this.signal, 'abort').length > 0
    this.#isTold = this.#rejectWaiting(reason) || isHeard
    this.#controller.abort(reason)
  }

  /** Lets the task change nothing any more. */
  close(why: string): void {
    this.cancel(why)
    this.#isClosed = true
    this.#rejectWaiting(this.signal.reason as Error)
  }

  /** The handler has ended. */
  end(): void {
    this.#isOver = true
  }

  /**
   * Has a place in the queue for an update.
   *
   * @param enqueue - gives the work a turn; its result is undefined when the tab is not here any more
   * @throws E_EVENT_CANCELLED; E_STATE_CLOSED after the end of the handler
   */
  update<T>(
    enqueue: (work: () => Promise<T>) => Promise<{ value: T } | undefined>,
    work: () => Promise<T>
  ): Promise<T> {
    if (this.#isOver) {
      return Promise.reject(new errors.E_STATE_CLOSED([`${this.state} in "${this.event}"`]))
    }
    const { aborted, reason } = this.signal
    if (this.#isClosed || (aborted && !this.#isTold)) {
      this.#isTold = true
      return Promise.reject(reason as Error)
    }
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    this.#waiting.add(reject)
    enqueue(async () => {
      // It was cancelled while it waited
      if (!this.#waiting.delete(reject)) return promise
      return work()
    }).then((done) => (done ? resolve(done.value) : reject(this.signal.reason as Error)), reject)
    return promise
  }

  /** What was thrown is known to the application's exception handler. */
  noteReported(error: unknown): void {
    if (error instanceof Error) this.#reported.add(error)
  }

  wasReported(error: unknown): boolean {
    return error instanceof Error && this.#reported.has(error)
  }

  /** Whether an error is what a cancelled handler ends with. */
  isCancellation(error: unknown): boolean {
    const { aborted, reason } = this.signal
    if (!aborted) return false
    const { name, cause } = (error ?? {}) as { name?: unknown; cause?: unknown }
    return error === reason || cause === reason || name === 'AbortError'
  }

  #rejectWaiting(reason: Error): boolean {
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const reject of waiting) reject(reason)
    return waiting.length > 0
  }
}
