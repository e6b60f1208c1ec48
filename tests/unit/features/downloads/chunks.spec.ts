/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { PassThrough, Readable } from 'node:stream'
import { ReadableStream } from 'node:stream/web'
import { text } from 'node:stream/consumers'
import { test } from '@japa/runner'
import { partOf } from '../../../../src/features/downloads/exact_size.ts'
import { chunksOf } from '../../../../src/features/downloads/source_stream.ts'

const signal = new AbortController().signal

async function* words(...all: string[]): AsyncGenerator<string> {
  yield* all
}

async function collect(stream: AsyncIterable<unknown>, options = { signal, idleAfter: 10_000 }) {
  const all: unknown[] = []
  for await (const chunk of chunksOf(stream, options)) all.push(chunk)
  return all
}

test.group('What a stream brings', () => {
  test('is what it brings: {name}')
    .with([
      { name: 'a generator', stream: () => words('a', 'b') },
      { name: 'Node', stream: () => Readable.from(['a', 'b']) },
      { name: 'the web', stream: () => ReadableStream.from(['a', 'b']) },
    ])
    .run(async ({ assert }, { stream }) => {
      assert.deepEqual(await collect(stream()), ['a', 'b'])
    })

  test('fails as it does', async ({ assert }) => {
    async function* broken() {
      yield 'a'
      throw new Error('The source fails')
    }
    await assert.rejects(() => collect(broken()), 'The source fails')
  })

  test('ends while it waits for ever: {name}')
    .with([
      { name: 'a generator', stream: () => words('a') },
      { name: 'Node', stream: () => new PassThrough() },
      { name: 'the web', stream: () => new ReadableStream() },
    ])
    .run(async ({ assert }, { name, stream }) => {
      async function* waiting() {
        yield* words('a')
        await new Promise(() => {})
      }
      const source = () => (name === 'a generator' ? waiting() : stream())
      await assert.rejects(() => collect(source(), { signal, idleAfter: 20 }), /in time/)
      const controller = new AbortController()
      const reading = collect(source(), { signal: controller.signal, idleAfter: 60_000 })
      setImmediate(() => controller.abort(new Error('Cancelled')))
      await assert.rejects(() => reading, /Cancelled|aborted/)
    })

  test('is nothing where it was ended before: {name}')
    .with([
      { name: 'a generator', stream: () => words('a', 'b') },
      { name: 'Node', stream: () => Readable.from(['a', 'b']) },
      { name: 'the web', stream: () => ReadableStream.from(['a', 'b']) },
    ])
    .run(async ({ assert, cleanup }, { stream }) => {
      const unheard: unknown[] = []
      const hear = (error: unknown) => void unheard.push(error)
      process.prependListener('uncaughtExceptionMonitor', hear)
      cleanup(() => void process.off('uncaughtExceptionMonitor', hear))
      const reason = new Error('Cancelled')
      const ended = { signal: AbortSignal.abort(reason), idleAfter: 10_000 }
      await assert.rejects(() => collect(stream(), ended), 'Cancelled')
      // What nobody listens to is thrown in a later turn
      await new Promise((resolve) => setTimeout(resolve, 20))
      assert.deepEqual(unheard, [])
    })

  test('is closed where nobody reads it to its end', async ({ assert }) => {
    let isClosed = false
    async function* counting() {
      try {
        for (let count = 0; ; count++) yield String(count)
      } finally {
        isClosed = true
      }
    }
    for await (const chunk of chunksOf(counting(), { signal, idleAfter: 10_000 })) {
      if (chunk === '3') break
    }
    assert.isTrue(isClosed)
  })

  test('takes as long as it needs, while something comes', async ({ assert }) => {
    async function* slow() {
      for (let count = 0; count < 8; count++) {
        await new Promise((resolve) => setTimeout(resolve, 100))
        yield String(count)
      }
    }
    // All of it takes longer
    assert.lengthOf(await collect(slow(), { signal, idleAfter: 700 }), 8)
  })
})

test.group('A part of a stream', () => {
  const pieces = () => Readable.from(['ab', '', 'cde', 'f'].map((piece) => Buffer.from(piece)))

  test('has the bytes of its range: {0} to {1}')
    .with([
      [0, 5, 'abcdef'],
      [0, 0, 'a'],
      [1, 2, 'bc'],
      [2, 4, 'cde'],
      [5, 5, 'f'],
    ] as const)
    .run(async ({ assert }, [start, end, expected]) => {
      assert.equal(await text(partOf(pieces(), { start, end })), expected)
    })

  test('fails where they are not there any more', async ({ assert }) => {
    await assert.rejects(() => text(partOf(pieces(), { start: 4, end: 6 })), /another size/)
    await assert.rejects(() => text(partOf(pieces(), { start: 9, end: 12 })), /another size/)
  })

  test('closes its source: {$self}')
    .with(['when it is through', 'when nobody reads it', 'while it waits'])
    .run(async (_, when) => {
      const source = new PassThrough()
      const closed = new Promise((resolve) => source.once('close', resolve))
      const part = partOf(source, { start: 0, end: 1 })
      if (when === 'when it is through') {
        source.write('abc')
        await text(part)
      } else {
        if (when === 'while it waits') part.once('readable', () => {})
        part.destroy()
      }
      await closed
    })
})
