/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { PassThrough } from 'node:stream'
import { test } from '@japa/runner'
import { answerOf } from '../../../../src/features/uploads/disk_answer.ts'

test.group('The answer of a disk', () => {
  test('is what the disk says in its time', async ({ assert }) => {
    assert.equal(await answerOf(60_000, Promise.resolve(7)), 7)
    const failure = new Error('connect ECONNREFUSED')
    await assert.rejects(() => answerOf(60_000, Promise.reject(failure)), failure.message)
  })

  test('is not waited for without an end, and a stream that comes later is closed: {0}')
    .with([
      ['as it is', false],
      ['although it fails', true],
    ] as const)
    .run(async ({ assert }, [, isBroken]) => {
      const later = Promise.withResolvers<PassThrough>()
      await assert.rejects(() => answerOf(1, later.promise), 'The disk has not answered for 1 ms')
      const stream = new PassThrough()
      later.resolve(stream)
      await later.promise
      if (isBroken) stream.emit('error', new Error('The line was cut'))
      assert.isTrue(stream.destroyed)
    })

  test('may be a failure that comes when nobody waits', async ({ assert }) => {
    const later = Promise.withResolvers<never>()
    await assert.rejects(() => answerOf(1, later.promise), 'The disk has not answered for 1 ms')
    later.reject(new Error('connect ECONNREFUSED'))
    // An unhandled rejection would fail the run
    await assert.rejects(() => later.promise, 'connect ECONNREFUSED')
  })
})
