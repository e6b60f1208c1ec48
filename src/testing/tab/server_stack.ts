/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { ReflexError } from '../../client/main.ts'
import type { Journal } from '../journal.ts'

/** The failure with the stack of the server, where that is known. */
export function withServerStack(error: unknown, journal: Journal): unknown {
  if (!(error instanceof ReflexError)) return error
  const failure = journal.news.failures.findLast(
    ({ code, message }) => code === error.code && message === error.message
  )
  if (failure?.stack !== undefined) error.stack = `ReflexError: ${failure.stack}`
  return error
}
