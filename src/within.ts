/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */
/** What work came to in its time; undefined when it did not end in it. */
export type Ended<T> = { value: T } | undefined

/**
 * Waits for work no longer than a limit: for what asks a server that may not answer at all. The work
 * itself goes on, and what it throws later is nobody's.
 *
 * @param limit - milliseconds
 * @throws whatever the work throws in its time
 */
export async function within<T>(limit: number, work: Promise<T>): Promise<Ended<T>> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>()
  const timer = setTimeout(resolve, limit)
  try {
    return await Promise.race([work.then((value) => ({ value })), late])
  } finally {
    clearTimeout(timer)
  }
}
