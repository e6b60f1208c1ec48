/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Logger } from '@adonisjs/core/logger'
import { runningWork } from '../telemetry/main.ts'

/** Milliseconds between two looks. */
const INTERVAL = 50

/** Milliseconds that the event loop may be late. */
const LIMIT = 1_000

/** Milliseconds between two lines of one culprit, and of all that were not seen. */
const PAUSE = 60_000

/** Names in a line. */
const NAMES = 5

/** What the watch reads of the process. */
export interface ProcessClock {
  /** Milliseconds of the monotonic clock. */
  now(): number
  /** Milliseconds of computing. */
  cpu(): number
}

const CLOCK: ProcessClock = {
  now: () => performance.now(),
  cpu: () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1_000
  },
}

/**
 * Says in the log when the event loop was blocked for a second or longer, and by what: once a minute for each
 * handler, however often it does.
 */
export class BlockedLoopWatch {
  #logger: Logger
  #clock: ProcessClock
  #suspects: Pick<typeof runningWork, 'look' | 'forget'>
  #timer: NodeJS.Timeout | undefined
  #beatAt = 0
  #cpuAt = 0
  /** By culprit: when it was told last, and how often it was not since then. */
  #told = new Map<string, { at: number; untold: number }>()

  constructor(
    logger: Logger,
    clock = CLOCK,
    suspects: Pick<typeof runningWork, 'look' | 'forget'> = runningWork
  ) {
    this.#logger = logger
    this.#clock = clock
    this.#suspects = suspects
  }

  start(): void {
    this.#note()
    this.#timer ??= setInterval(() => this.beat(), INTERVAL).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** Looks how late it is. */
  beat(): void {
    const late = this.#clock.now() - this.#beatAt - INTERVAL
    if (late >= LIMIT) this.#warn(late)
    else this.#suspects.forget()
    this.#note()
  }

  #note(): void {
    this.#beatAt = this.#clock.now()
    this.#cpuAt = this.#clock.cpu()
  }

  #warn(late: number): void {
    const { seen, others } = this.#suspects.look()
    const now = this.#clock.now()
    const culprits = seen.length > 0 ? seen : ['']
    const before = culprits.map((culprit) => this.#told.get(culprit))
    if (before.every((told) => told && now - told.at < PAUSE)) {
      for (const told of before) told!.untold++
      return
    }
    const untold = Math.max(...before.map((told) => told?.untold ?? 0))
    for (const culprit of culprits) this.#told.set(culprit, { at: now, untold: 0 })
    const names = seen.length > 0 ? seen : others
    const fields = {
      blocked: Math.round(late),
      // A process that was stopped, or waited for a disk, has computed little meanwhile
      cpu: Math.round(this.#clock.cpu() - this.#cpuAt),
      ...(seen.length > 0 ? { by: seen.slice(0, NAMES) } : { running: others.slice(0, NAMES) }),
      ...(names.length > NAMES && { more: names.length - NAMES }),
      ...(untold > 0 && { untold }),
    }
    this.#logger.warn(fields, 'the event loop was blocked: %s', describe(seen, others))
  }
}

function describe(seen: string[], others: string[]): string {
  if (seen.length > 0) return `${seen.slice(0, NAMES).join(', ')} blocked it`
  if (others.length > 0) return `${others.slice(0, NAMES).join(', ')} were running`
  return 'nothing that this package knows of was running'
}
