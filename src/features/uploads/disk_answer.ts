/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Readable } from 'node:stream'
import { within } from '../../within.ts'

/**
 * Waits for what a disk of Drive says, which it may never do. A stream that comes later is closed: nobody reads it, and it may have
 * a connection.
 *
 * @param limit - milliseconds
 * @throws Error where it takes longer, and what the disk says
 */
export async function answerOf<T>(limit: number, work: Promise<T>): Promise<T> {
  const answer = await within(limit, work)
  if (answer) return answer.value
  work.then(
    (late) => {
      if (late instanceof Readable) late.on('error', () => {}).destroy()
    },
    () => {}
  )
  throw new Error(`The disk has not answered for ${limit} ms`)
}
