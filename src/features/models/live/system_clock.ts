/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Clock } from './contracts.ts'

/** The clock of the process. What waits does not keep it alive. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(delay, callback) {
    const timer = setTimeout(callback, delay).unref()
    return () => clearTimeout(timer)
  },
}
