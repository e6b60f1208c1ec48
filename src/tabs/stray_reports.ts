/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Logger } from '@adonisjs/core/logger'
import { catchStrays } from '../state/main.ts'
import type { Stray } from '../state/main.ts'

/** Lines in the log for one call of a handler: a timer may fail for ever. */
const LINES = 5

/**
 * Reports what handlers have begun and nobody waits for, when it fails: to the log, and in
 * development to the tab as well.
 *
 * @returns ends it
 */
export function reportStrays(logger: Logger, development: boolean): () => void {
  const counts = new WeakMap<Stray['scope'], number>()
  return catchStrays(({ error, origin, scope }) => {
    const count = (counts.get(scope) ?? 0) + 1
    counts.set(scope, count)
    if (count > LINES) return
    const reason = error instanceof Error ? error.message : String(error)
    const last = count === LINES ? '. No more of this call is logged' : ''
    logger.error(
      { err: error, handler: origin },
      `something that ${origin}() started and did not await failed: ${reason}${last}`
    )
    if (!development) return
    const message = `${origin}() does not await all of its work`
    scope.send({ type: 'toast', level: 'error', message, description: reason })
  })
}
