/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Logger } from '@adonisjs/core/logger'
import { redisErrors } from '../redis/main.ts'
import { within } from '../within.ts'

/** Milliseconds that a start waits for the store and for news of other processes. */
const START_LIMIT = 3_000

/** What a start needs of the process. */
export interface StartOptions {
  logger: Logger
  /** The store will not answer until a setting is changed, and has said so only after the start had gone on without it. */
  refusedLate: (error: Error) => void
}

/**
 * Waits for the store, and for what hears of other processes. A store that does not answer keeps nobody from starting: it is
 * waited for a moment, and may come later.
 *
 * @param start - what is under way
 * @throws E_STORE_REFUSED when the store will not answer otherwise until a setting is changed
 */
export async function startInTime(
  start: Promise<unknown>,
  { logger, refusedLate }: StartOptions
): Promise<void> {
  const goOn = (reason: string) =>
    logger.error(
      { code: 'E_STORE_UNAVAILABLE' },
      'the store of tabs cannot be used: %s. The server starts, and is ready once it can',
      reason
    )
  try {
    if (await within(START_LIMIT, start)) return
    goOn(`it has not answered for ${START_LIMIT} ms`)
    start.catch((error: unknown) => {
      if (isRefusal(error)) refusedLate(error)
    })
  } catch (error) {
    if (isRefusal(error)) throw error
    const { cause } = error as { cause?: { help?: string; message: string } }
    goOn(cause?.help ?? cause?.message ?? (error as Error).message)
  }
}

function isRefusal(error: unknown): error is Error {
  return error instanceof redisErrors.E_STORE_REFUSED
}
