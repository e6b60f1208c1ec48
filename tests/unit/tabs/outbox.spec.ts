/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { Outbox } from '../../../src/tabs/outbox.ts'

const LIMITS = { frames: 10, size: 10_000 }

/** A process that takes the tab up from what another one has stored. */
function takenUp({ number, kept, past }: Outbox): Outbox {
  const outbox = new Outbox(LIMITS)
  outbox.restore(number, kept, past.pack())
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

test.group('Answers whose frames are not kept', () => {
  const error = { status: 409, code: 'E_OUT_OF_STOCK', message: 'Sold out' }

  /** An outbox whose frames are all too many. */
  function forgetful(): Outbox {
    return new Outbox({ frames: 0, size: 0 })
  }

  test('say what a handler has returned, why it failed, and its actions', ({ assert }) => {
    const outbox = forgetful()
    const a = [{ type: 'toast' as const, level: 'info' as const, message: 'Saved' }]
    outbox.push({ id: 1, d: { CartState: [] } })
    outbox.push({ id: 2, x: error, d: { CartState: [] } })
    outbox.push({ id: 3, r: null })
    outbox.push({ a })
    outbox.push({ id: 4, b: 1 })
    outbox.push({ id: 5, a })
    outbox.push({ e: 4, x: error })
    outbox.restart()
    const expected = [
      { id: 2, x: error },
      { id: 3, r: null },
      { id: 5, a },
      { id: 4, x: error },
    ]
    assert.deepEqual(JSON.parse(JSON.stringify(outbox.past.list)), expected)
    assert.equal(outbox.past.forgotten, 0)
    // And in the next process
    assert.deepEqual(JSON.parse(JSON.stringify(takenUp(outbox).past.list)), expected)
  })

  for (const forget of ['trimmed', 'restarted', 'cleared'] as const) {
    test(`are there until the browser has them, when frames are ${forget}`, ({ assert }) => {
      const outbox = forget === 'trimmed' ? forgetful() : new Outbox(LIMITS)
      outbox.push({ id: 1, x: error })
      outbox.push({ id: 2, x: error })
      if (forget === 'restarted') outbox.restart()
      if (forget === 'cleared') outbox.clear()
      assert.deepEqual(
        outbox.past.list.map(({ id }) => id),
        [1, 2]
      )
      outbox.acknowledge(1)
      assert.deepEqual(
        outbox.past.list.map(({ id }) => id),
        [2]
      )
      outbox.acknowledge(2)
      assert.deepEqual(outbox.past.list, [])
      assert.isUndefined(outbox.past.pack())
    })
  }

  test('that are long are lost, and said to be', ({ assert }) => {
    const outbox = forgetful()
    outbox.push({ id: 1, r: 'x'.repeat(5_000) })
    outbox.push({ id: 2, r: 'y' })
    const [long, short] = outbox.past.list
    assert.deepEqual(long, { id: 1, lost: 1 })
    assert.include(short, { id: 2, r: 'y' })
  })

  for (const [text, few] of [
    ['x'.repeat(3_000), 5],
    ['x', 200],
  ] as const) {
    test(`of a browser that acknowledges none are ${few} at most of ${text.length} characters`, ({
      assert,
    }) => {
      const outbox = forgetful()
      for (let id = 1; id <= 1_000; id++) outbox.push({ id, r: text })
      assert.lengthOf(outbox.past.list, few)
      assert.equal(outbox.past.forgotten, 1_000 - few)
      assert.equal(takenUp(outbox).past.forgotten, 1_000 - few)
      outbox.acknowledge(1_000)
      assert.equal(outbox.past.forgotten, 0)
    })
  }

  test('of newer events are not taken for known, where that of an older one is lost last', ({
    assert,
  }) => {
    const outbox = forgetful()
    // The first 100 are of newer events, then comes a background event that has begun before them
    for (let id = 101; id <= 200; id++) outbox.push({ id, x: error })
    outbox.push({ e: 1, x: error })
    for (let id = 201; id <= 400; id++) outbox.push({ id, r: 'x' })
    assert.equal(outbox.past.list[0].id, 201)
    assert.equal(outbox.past.forgotten, 200)
    assert.equal(takenUp(outbox).past.forgotten, 200)
  })

  test('that had a page are none without it: the browser asks for the page again', ({ assert }) => {
    const outbox = forgetful()
    const a = [{ type: 'toast' as const, level: 'info' as const, message: 'Welcome' }]
    const p = { id: 'page', url: '/', route: 'home', params: {}, states: [] }
    outbox.push({ id: 1, a, p })
    outbox.push({ id: 2, x: error })
    assert.deepEqual(
      outbox.past.list.map(({ id }) => id),
      [2]
    )
  })

  for (const forget of ['trimmed', 'restarted', 'cleared'] as const) {
    test(`are lost for somebody else who has the tab then, when frames are ${forget}`, ({
      assert,
    }) => {
      const first = forget === 'trimmed' ? forgetful() : new Outbox(LIMITS)
      first.push({ id: 1, r: 'private' })
      first.push({ id: 2 })
      first.disown()
      // Whether they are told here or in the next process
      for (const outbox of [takenUp(first), first]) {
        outbox.push({ id: 3, r: 'public' })
        if (forget === 'cleared') outbox.clear()
        else outbox.restart()
        assert.deepEqual(JSON.parse(JSON.stringify(outbox.past.list)), [
          { id: 1, lost: 1 },
          { id: 3, r: 'public' },
        ])
      }
    })
  }
})
