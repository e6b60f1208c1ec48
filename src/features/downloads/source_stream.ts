/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { addAbortSignal, Readable } from 'node:stream'
import { ReadableStream } from 'node:stream/web'
import { E_DOWNLOAD_IDLE } from './exceptions.ts'

/** A stream of Node, also one of a package that brings its own. */
function isOfNode(stream: unknown): stream is Readable {
  const { on, pipe, destroy } = (stream ?? {}) as Partial<Readable>
  return [on, pipe, destroy].every((method) => typeof method === 'function')
}

/**
 * Takes a stream over which is to be read later: it may fail before that, when nobody listens, and whoever reads it hears of it then.
 */
export function takeOver(stream: unknown): void {
  if (isOfNode(stream)) stream.on('error', () => {})
}

/** Closes a stream that is not read, or not to its end: it may have a file open. */
export function discard(stream: unknown): void {
  if (isOfNode(stream)) stream.destroy()
  else if (stream instanceof ReadableStream) stream.cancel().catch(() => {})
}

export interface ReadingOptions {
  /** Aborted when nobody wants it any more. */
  signal: AbortSignal
  /** Milliseconds without a chunk after which it is given up. */
  idleAfter: number
}

/**
 * What a stream brings. It ends with a signal, and after a while without a chunk, also while it waits for what does not
 * come. What it waits for then is nobody's any more: a generator goes on to its `finally` when that has come.
 *
 * @throws E_DOWNLOAD_IDLE, the reason of the signal, and what the stream throws
 */
export async function* chunksOf(
  stream: AsyncIterable<unknown>,
  { signal, idleAfter }: ReadingOptions
): AsyncGenerator<unknown> {
  const iterator = endedBy(signal, stream)[Symbol.asyncIterator]()
  let stop: (reason: unknown) => void = () => {}
  const timer = setTimeout(() => stop(new E_DOWNLOAD_IDLE([idleAfter])), idleAfter)
  const abort = () => stop(signal.reason)
  signal.addEventListener('abort', abort)
  let isOver = false
  try {
    for (;;) {
      signal.throwIfAborted()
      const { promise: stopped, reject } = Promise.withResolvers<never>()
      stop = reject
      timer.refresh()
      const { done, value } = await Promise.race([iterator.next(), stopped])
      isOver = done === true
      if (isOver) return
      yield value
    }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', abort)
    if (!isOver) void end(iterator)
  }
}

async function end(iterator: AsyncIterator<unknown>): Promise<void> {
  try {
    await iterator.return?.()
  } catch {
    // Nobody reads it any more
  }
}

function endedBy(signal: AbortSignal, stream: AsyncIterable<unknown>): AsyncIterable<unknown> {
  const source =
    stream instanceof ReadableStream ? Readable.fromWeb(stream, { objectMode: true }) : stream
  if (!isOfNode(source)) return source
  // Its iterator listens from the first chunk on, and the signal may come before that
  takeOver(source)
  return addAbortSignal(signal, source)
}
