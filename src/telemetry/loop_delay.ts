/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { monitorEventLoopDelay } from 'node:perf_hooks'

/** How late the event loop was, in milliseconds. */
export interface LoopDelay {
  mean: number
  p50: number
  p99: number
  max: number
}

/** Milliseconds between two looks. Node counts them as part of a delay. */
const RESOLUTION = 20

/** Milliseconds of which the figures are. */
const WINDOW = 60_000

const NONE: LoopDelay = { mean: 0, p50: 0, p99: 0, max: 0 }

/**
 * Watches how late the event loop is, over the last one to two minutes: what was long ago says nothing of
 * now, and whoever reads it takes nothing from others who do.
 */
export class LoopDelayWatch {
  #histogram = monitorEventLoopDelay({ resolution: RESOLUTION })
  #before = NONE
  #timer: NodeJS.Timeout | undefined

  start(): void {
    this.#histogram.enable()
    this.#timer ??= setInterval(() => this.#nextWindow(), WINDOW).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#histogram.disable()
  }

  read(): LoopDelay {
    const now = this.#now()
    const before = this.#before
    return {
      mean: Math.max(now.mean, before.mean),
      p50: Math.max(now.p50, before.p50),
      p99: Math.max(now.p99, before.p99),
      max: Math.max(now.max, before.max),
    }
  }

  #nextWindow(): void {
    this.#before = this.#now()
    this.#histogram.reset()
  }

  #now(): LoopDelay {
    const histogram = this.#histogram
    if (histogram.count === 0) return NONE
    return {
      mean: delay(histogram.mean),
      p50: delay(histogram.percentile(50)),
      p99: delay(histogram.percentile(99)),
      max: delay(histogram.max),
    }
  }
}

/** Milliseconds of nanoseconds. */
function delay(time: number): number {
  return Math.max(0, time / 1e6 - RESOLUTION)
}
