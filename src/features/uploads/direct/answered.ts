/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { answerOf } from '../disk_answer.ts'

/** Bytes that a bucket copies in a millisecond at least. */
const COPIED = 10_000

/** Waits for the answer of a bucket, and throws where it takes too long. */
export type Answered = <T>(work: Promise<T>) => Promise<T>

/**
 * A bucket may never answer, and the tab whose event waits for it would do nothing any more.
 *
 * @param patience - milliseconds that it has for any answer
 * @param size - bytes that it may have to copy before
 */
export function answered(patience: number, size: number): Answered {
  const limit = patience + Math.ceil(size / COPIED)
  return (work) => answerOf(limit, work)
}
