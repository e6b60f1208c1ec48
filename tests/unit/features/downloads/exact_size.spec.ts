/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test } from '@japa/runner'
import { ofSize } from '../../../../src/features/downloads/exact_size.ts'

/** A stream of so many bytes, in pieces. */
const bytes = (...sizes: number[]) => Readable.from(sizes.map((size) => Buffer.alloc(size, 'a')))

test.group('A stream of a size', () => {
  test('passes where it has it: {$self}')
    .with([[], [0], [5], [2, 0, 3], [1, 1, 1, 1, 1]])
    .run(async ({ assert }, sizes) => {
      const size = sizes.reduce((sum, each) => sum + each, 0)
      assert.lengthOf(await buffer(ofSize(bytes(...sizes), size)), size)
    })

  test('fails where it has another one, and passes no more: {$self}')
    .with([[6], [5, 1], [2, 4], [4], []])
    .run(async ({ assert }, sizes) => {
      let passed = 0
      const stream = ofSize(bytes(...sizes), 5)
      await assert.rejects(async () => {
        for await (const chunk of stream) passed += (chunk as Buffer).length
      }, /another size/)
      assert.isAtMost(passed, 5)
    })

  test('fails as its source does, and closes it', async ({ assert }) => {
    await assert.rejects(() => {
      const source = new PassThrough()
      const read = buffer(ofSize(source, 5))
      source.destroy(new Error('The disk is gone'))
      return read
    }, 'The disk is gone')
    const source = new PassThrough()
    const closed = new Promise((resolve) => source.once('close', resolve))
    ofSize(source, 5).destroy()
    await closed
  })
})
