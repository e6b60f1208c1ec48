/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate } from 'node:timers/promises'

/** Something that a tab does when its turn comes. */
export type Turn = () => Promise<void>

/**
 * Turns in a row, after which others in the process come next: turns that wait for nothing outside
 * would keep it to themselves.
 */
const IN_A_ROW = 100

interface Waiting {
  turn: Turn
  options: TurnOptions
}

export interface TurnOptions {
  /** Hears what the turn throws, instead of who hears of the others. */
  failed?: (error: unknown) => void
  /** Nobody would ask for it again: the queue does not forget it. */
  kept?: boolean
  /** A socket has asked for it, and with what its visitor was allowed to do then. */
  asked?: boolean
  /** Called instead of the turn, when the queue forgets it. */
  dropped?: () => void
}

/**
 * Runs what a tab has to do one after the other, in order.
 */
export class EventQueue {
  #waiting: Waiting[] = []
  #running = false
  #idle: (() => void)[] = []
  #failed: (error: unknown) => void

  /**
   * @param failed - hears what a turn throws that nobody else hears of
   */
  constructor(failed: (error: unknown) => void = () => {}) {
    this.#failed = failed
  }

  /** How many turns wait or run. */
  get length(): number {
    return this.#waiting.length + (this.#running ? 1 : 0)
  }

  add(turn: Turn, options: TurnOptions = {}): void {
    this.#waiting.push(this.#entry(turn, options))
    if (!this.#running) void this.#run()
  }

  /** Adds a turn that comes before those that wait. */
  addFirst(turn: Turn): void {
    this.#waiting.unshift(this.#entry(turn, {}))
    if (!this.#running) void this.#run()
  }

  /** Forgets what browsers send again. The turn that runs ends as it would. */
  clear(): void {
    this.#forget(({ kept }) => !kept)
  }

  /** Forgets what sockets have asked for. Their browser sends it again. */
  forgetAsked(): void {
    this.#forget(({ asked }) => asked === true)
  }

  /** Resolves when nothing waits or runs. */
  idle(): Promise<void> {
    if (this.length === 0) return Promise.resolve()
    return new Promise((resolve) => this.#idle.push(resolve))
  }

  async #runOne({ turn }: Waiting): Promise<void> {
    await turn()
  }

  #forget(isForgotten: (options: TurnOptions) => boolean): void {
    const waiting = this.#waiting
    this.#waiting = waiting.filter(({ options }) => !isForgotten(options))
    for (const { options } of waiting) if (isForgotten(options)) options.dropped?.()
  }

  /** What waits runs later, and must not get the async context of whatever runs then. */
  #entry(turn: Turn, options: TurnOptions): Waiting {
    return { turn: this.#running ? AsyncLocalStorage.bind(turn) : turn, options }
  }

  async #run(): Promise<void> {
    this.#running = true
    let turns = 0
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      // One that fails keeps no other from its turn
      await this.#runOne(next).catch(next.options.failed ?? this.#failed)
      if (++turns % IN_A_ROW === 0) await setImmediate()
    }
    this.#running = false
    for (const resolve of this.#idle.splice(0)) resolve()
  }
}
