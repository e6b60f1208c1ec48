/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'

/**
 * Answers after a time that does not depend on what was found.
 *
 * @param milliseconds - that the work takes at least
 */
export async function atLeast<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  // Also where the work fails
  const [outcome] = await Promise.allSettled([work(), setTimeout(milliseconds)])
  if (outcome.status === 'rejected') throw outcome.reason
  return outcome.value
}
