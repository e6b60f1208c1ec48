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

/** Milliseconds between attempts to reach a store that did not answer. */
const AGAIN = 1_000

/** What a start waits for. */
export interface StartWork {
  /** Asks the store. Called again until it has answered. */
  store: () => Promise<unknown>
  /** What is under way besides. */
  others: readonly (Promise<unknown> | undefined)[]
}

/** What a start needs of the process. */
export interface StartOptions {
  logger: Logger
  /** The store will not answer until a setting is changed, and has said so only after the start had gone on without it. */
  refusedLate: (error: Error) => void
  /** Whether the process goes away. */
  isOver: () => boolean
}

/**
 * Waits for the store, and for what hears of other processes. A store that does not answer keeps nobody from starting: it is
 * waited for a moment, and may come later.
 *
 * @throws E_STORE_REFUSED when the store will not answer otherwise until a setting is changed
 */
export async function startInTime(work: StartWork, options: StartOptions): Promise<void> {
  const { logger } = options
  const goOn = (reason: string) =>
    logger.error(
      { code: 'E_STORE_UNAVAILABLE' },
      'the store of tabs cannot be used: %s. The server starts, and is ready once it can',
      reason
    )
  const refusals = new Refusals(options.refusedLate)
  const asked = refusals.watch(work.store())
  const all = Promise.race([
    Promise.all([asked, ...work.others.map((other) => other && refusals.watch(other))]),
    refusals.first,
  ])
  // Whoever fails first does not keep the others from being refused
  asked.catch(() => askAgain(work.store, refusals, options)).catch(() => {})
  try {
    if (await within(START_LIMIT, all)) return
    all.catch(() => {})
    goOn(`it has not answered for ${START_LIMIT} ms`)
  } catch (error) {
    if (isRefusal(error)) throw error
    const { cause } = error as { cause?: { help?: string; message: string } }
    goOn(cause?.help ?? cause?.message ?? (error as Error).message)
  } finally {
    refusals.isLate = true
  }
}

/** The store may be none that can be used, which nobody knows before it answers. */
async function askAgain(
  store: () => Promise<unknown>,
  refusals: Refusals,
  { isOver }: StartOptions
): Promise<void> {
  while (!refusals.any) {
    await new Promise<void>((resolve) => setTimeout(resolve, AGAIN).unref())
    if (isOver()) return
    try {
      await refusals.watch(store())
      return
    } catch {
      // It is asked again, or has refused
    }
  }
}

/** What has been refused: the first one ends the start, or the process where the start has gone on. */
class Refusals {
  readonly #late: (error: Error) => void
  readonly #reject: (error: Error) => void
  /** Rejects with the first one. */
  readonly first: Promise<never>
  /** The start has gone on. */
  isLate = false
  any = false

  constructor(late: (error: Error) => void) {
    const { promise, reject } = Promise.withResolvers<never>()
    promise.catch(() => {})
    this.first = promise
    this.#reject = reject
    this.#late = late
  }

  watch<T>(work: Promise<T>): Promise<T> {
    work.catch((error: unknown) => {
      if (!isRefusal(error) || this.any) return
      this.any = true
      if (this.isLate) this.#late(error)
      else this.#reject(error)
    })
    return work
  }
}

function isRefusal(error: unknown): error is Error {
  return error instanceof redisErrors.E_STORE_REFUSED
}
