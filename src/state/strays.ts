/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { running } from './current.ts'
import type { RunningScope } from './current.ts'

/** What went wrong in code that a handler has begun and nobody waits for. */
export interface Stray {
  error: unknown
  /** State and handler that have begun it. */
  origin: string
  scope: RunningScope
}

type Report = (stray: Stray) => void

/** Of the applications of this process. Tests have several in a row. */
const reports: Report[] = []

/**
 * Keeps the process alive when code that a handler has begun fails with nobody waiting for it: a
 * promise that was not awaited, a timer. It is known by the async context in which it failed. All
 * else is what it would be without this: the listeners of the application decide, and where there
 * are none, Node ends the process.
 *
 * @param report - gets each of them
 * @returns ends it
 */
export function catchStrays(report: Report): () => void {
  if (reports.push(report) === 1) {
    process.on('unhandledRejection', onRejection)
    process.on('uncaughtException', onException)
  }
  return () => {
    const index = reports.indexOf(report)
    if (index === -1) return
    reports.splice(index, 1)
    if (reports.length === 0) stop()
  }
}

function stop(): void {
  process.off('unhandledRejection', onRejection)
  process.off('uncaughtException', onException)
}

/** Whether it belongs to a handler, and was reported. */
function isReported(error: unknown): boolean {
  const known = running()
  if (!known) return false
  reports.at(-1)?.({ error, ...known })
  return true
}

function onRejection(reason: unknown): void {
  if (isReported(reason) || process.listenerCount('unhandledRejection') > 1) return
  // As Node does where nobody listens
  throw reason
}

function onException(error: unknown): void {
  if (isReported(error) || process.listenerCount('uncaughtException') > 1) return
  stop()
  // Once more, with nobody listening: Node says what it was and ends the process
  process.nextTick(() => {
    throw error
  })
}
