/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { pipeline, Readable, Transform } from 'node:stream'
import type { TransformCallback } from 'node:stream'
import type { ByteRange } from './byte_range.ts'

/** Fails where other bytes come than were announced: more of them would be read as the next response of the connection. */
class ExactSize extends Transform {
  #left: number

  /** @param size - bytes that are to come */
  constructor(size: number) {
    super()
    this.#left = size
  }

  override _transform(bytes: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.#left -= bytes.length
    if (this.#left < 0) done(changed())
    else done(null, bytes)
  }

  override _flush(done: TransformCallback): void {
    done(this.#left > 0 ? changed() : null)
  }
}

function changed(): Error {
  return new Error('The file has another size than its disk has said')
}

/**
 * A stream that fails where it has not the size that was announced for it. Whichever of the two ends, the other one is closed.
 *
 * @param size - in bytes
 */
export function ofSize(stream: Readable, size: number): Readable {
  return pipeline(stream, new ExactSize(size), () => {})
}

/**
 * Some bytes of a stream. What is before them is read, since no driver of Drive begins in the middle of a file; what is after
 * them is not, and the stream is closed. It fails where the stream ends before.
 */
export function partOf(stream: Readable, range: ByteRange): Readable {
  // It may fail before anybody reads it
  stream.on('error', () => {})
  const part = Readable.from(bytesOf(stream, range), { objectMode: false })
  return part.once('close', () => stream.destroy())
}

async function* bytesOf(
  stream: AsyncIterable<Buffer>,
  { start, end }: ByteRange
): AsyncGenerator<Buffer> {
  let at = 0
  for await (const chunk of stream) {
    const bytes = chunk.subarray(Math.max(0, start - at), Math.max(0, end + 1 - at))
    at += chunk.length
    if (bytes.length > 0) yield bytes
    if (at > end) return
  }
  throw changed()
}
