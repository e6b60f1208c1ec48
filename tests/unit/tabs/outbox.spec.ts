/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { Outbox } from '../../../src/tabs/outbox.ts'

const LIMITS = { frames: 10, size: 10_000 }

/** A process that takes the tab up from what another one has stored. */
function takenUp({ number, kept }: Outbox): Outbox {
  const outbox = new Outbox(LIMITS)
  outbox.restore(number, kept)
  return outbox
}

test.group('Numbers of frames over several processes', () => {
  test('a snapshot that was not stored is not gone on from', ({ assert }) => {
    const first = new Outbox(LIMITS)
    first.push({})
    first.push({})
    const second = takenUp(first)
    first.restart()
    assert.isTrue(first.reaches(first.number))
    assert.isFalse(second.reaches(first.number))
    // Not either when other frames have taken its number
    second.push({})
    second.push({})
    assert.isFalse(second.reaches(first.number))
  })

  test('a snapshot that was stored is gone on from', ({ assert }) => {
    const first = new Outbox(LIMITS)
    first.push({})
    first.restart()
    const second = takenUp(first)
    assert.isTrue(second.reaches(first.number))
    second.push({})
    assert.isTrue(second.reaches(first.number))
    assert.isFalse(second.reaches(first.number - 1))
  })

  test('who has what was there before a snapshot is not gone on from', ({ assert }) => {
    const outbox = new Outbox(LIMITS)
    outbox.push({})
    const { number } = outbox
    outbox.restart()
    assert.isFalse(outbox.reaches(number))
    assert.lengthOf(outbox.kept, 0)
    assert.isTrue(outbox.settled)
  })
})
