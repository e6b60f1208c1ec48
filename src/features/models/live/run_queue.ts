/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Clock, LiveLimits } from './contracts.ts'

const SECOND = 1_000

/**
 * Milliseconds for which a run keeps others from its place among those at the same time. One of a database that does not answer
 * may take as long as its pool tries to connect.
 */
const PLACE_TIME = 5_000

/** Something that is run again and again. */
export interface Job {
  /** Milliseconds between the starts of two runs. */
  readonly pace: number
  /**
   * Runs. It throws nothing.
   *
   * @returns `again` where it has come to nothing, and is to be run once more without a pause
   */
  run(): Promise<'done' | 'again'>
  /** Called when it has waited for longer than its users should not know. */
  late(): void
}

/** What is known of a job that waits, runs, or has just run. */
interface Entry {
  /** Since when it waits; undefined while nobody has asked for it. */
  since: number | undefined
  /** When it was asked for at the soonest to run. */
  notBefore: number
  isRunning: boolean
  isLate: boolean
}

/**
 * Runs jobs within a budget, in the order in which they were asked for. One that is asked for while it runs is run once
 * more, and one that waits is not asked for twice.
 */
export class RunQueue {
  readonly #limits: LiveLimits
  readonly #clock: Clock
  readonly #entries = new Map<Job, Entry>()
  /** Starts of the last second, in a ring. */
  readonly #starts: number[]
  #next = 0
  #running = 0
  #cancel: (() => void) | undefined
  #isClosed = false

  constructor(limits: LiveLimits, clock: Clock) {
    this.#limits = limits
    this.#clock = clock
    this.#starts = Array.from({ length: limits.perSecond }, () => -Infinity)
  }

  /** Whether nothing waits or runs. */
  get isIdle(): boolean {
    return [...this.#entries.values()].every(
      (entry) => entry.since === undefined && !entry.isRunning
    )
  }

  /** Whether a job waits. */
  isWaiting(job: Job): boolean {
    return this.#entries.get(job)?.since !== undefined
  }

  /**
   * Has a job run as soon as the budget allows it.
   *
   * @param delay - milliseconds before which it must not run
   */
  ask(job: Job, delay = 0): void {
    if (this.#isClosed) return
    const now = this.#clock.now()
    const known = this.#entries.get(job)
    if (known?.since !== undefined) return
    const entry = known ?? { since: now, notBefore: 0, isRunning: false, isLate: false }
    entry.since = now
    entry.notBefore = Math.max(entry.notBefore, now + delay)
    // To the end of those that wait
    this.#entries.delete(job)
    this.#entries.set(job, entry)
    this.#pump()
  }

  /** Calls a job off, unless it runs. */
  forget(job: Job): void {
    const entry = this.#entries.get(job)
    if (entry === undefined) return
    if (entry.isRunning) entry.since = undefined
    else this.#entries.delete(job)
  }

  /** Runs nothing more. */
  close(): void {
    this.#isClosed = true
    this.#cancel?.()
    this.#entries.clear()
  }

  *#waiting(): Generator<[Job, Entry & { since: number }]> {
    for (const [job, entry] of this.#entries) {
      if (entry.since !== undefined) yield [job, entry as Entry & { since: number }]
    }
  }

  /** Starts what may start, says what is late, and comes back when there may be more. */
  #pump(): void {
    this.#cancel?.()
    this.#cancel = undefined
    if (this.#isClosed) return
    const now = this.#clock.now()
    let next = Infinity
    for (const [job, entry] of this.#waiting()) {
      const from = Math.max(entry.notBefore, this.#starts[this.#next] + SECOND)
      if (from <= now && !entry.isRunning && this.#running < this.#limits.atOnce) {
        this.#start(job, entry, now)
        continue
      }
      if (from > now) next = Math.min(next, from)
      if (entry.isLate) continue
      // A pause that it has to make anyway is not counted
      const lateAt = Math.max(entry.since, entry.notBefore) + this.#limits.newsAfter
      if (lateAt > now) next = Math.min(next, lateAt)
      else {
        entry.isLate = true
        job.late()
      }
    }
    this.#tidy(now)
    if (next < Infinity) this.#cancel = this.#clock.after(next - now, () => this.#pump())
  }

  #start(job: Job, entry: Entry, now: number): void {
    this.#starts[this.#next] = now
    this.#next = (this.#next + 1) % this.#starts.length
    this.#running++
    entry.since = undefined
    entry.isRunning = true
    entry.isLate = false
    entry.notBefore = now + job.pace
    let hasPlace = true
    const leavePlace = () => {
      if (hasPlace) this.#running--
      hasPlace = false
    }
    const stopWaiting = this.#clock.after(PLACE_TIME, () => {
      leavePlace()
      this.#pump()
    })
    void job.run().then((outcome) => {
      stopWaiting()
      leavePlace()
      entry.isRunning = false
      if (outcome === 'again') {
        entry.notBefore = this.#clock.now()
        this.ask(job)
      }
      this.#pump()
    })
  }

  /** Forgets jobs that have run long enough ago. */
  #tidy(now: number): void {
    for (const [job, { since, isRunning, notBefore }] of this.#entries) {
      if (since === undefined && !isRunning && notBefore <= now) this.#entries.delete(job)
    }
  }
}
