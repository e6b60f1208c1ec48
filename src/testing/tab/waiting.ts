/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { LONGEST_TIMER } from '../../protocol/main.ts'
import { E_TEST_NOTHING_ASSERTED } from '../exceptions.ts'
import type { TabWindow } from './tab_window.ts'

/** How long a test waits, and what for. */
export interface WaitOptions {
  /** Milliseconds after which the wait fails. @default 2000 */
  timeout?: number
  /** What the test waits for, for the error message. */
  message?: string
}

/** Milliseconds. */
export const PATIENCE = 2_000

/**
 * Looks whenever something changes in a tab, until a condition holds.
 *
 * @param timeout - milliseconds
 * @returns whether it holds in time
 * @throws whatever the condition throws; E_TEST_NOTHING_ASSERTED when it returns a promise
 */
export async function holdsInTime(
  window: TabWindow,
  condition: () => boolean,
  timeout: number
): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>()
  const subscriptions = new Map<string, () => void>()
  const look = () => {
    for (const id of window.page?.states ?? []) {
      if (!subscriptions.has(id)) subscriptions.set(id, window.client.store.subscribe(id, look))
    }
    try {
      const holds: unknown = condition()
      if (holds instanceof Promise) {
        const remedy = 'Give it a function that is not async, and await what it needs before'
        throw new E_TEST_NOTHING_ASSERTED(['waitFor(async () => …)', remedy])
      }
      if (holds) resolve(true)
    } catch (error) {
      reject(error)
    }
  }
  const timer = setTimeout(() => resolve(false), Math.min(timeout, LONGEST_TIMER))
  const unwatch = window.watch(look)
  look()
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    unwatch()
    for (const unsubscribe of subscriptions.values()) unsubscribe()
  }
}
