/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { Entries } from '../../../../../src/features/devtools/client/entries.ts'
import { Ring, Rings } from '../../../../../src/features/devtools/panel/main.ts'

const EVENTS = 10_000

test.group('The journal of the panel', () => {
  test('keeps its bound over 10,000 events, and the last of them: {0}')
    .with([
      ['entries', { entries: 500, characters: 1_000_000 }],
      ['characters', { entries: 5_000, characters: 40_000 }],
    ] as const)
    .run(({ assert }, [, limits]) => {
      const ring = new Ring<number>(limits)
      for (let event = 1; event <= EVENTS; event++)
        ring.add((n) => `${n} ${'x'.repeat(100)}`, event)
      assert.isAtMost(ring.size, limits.entries)
      assert.isAtMost(ring.characters, limits.characters)
      const kept = ring.after(0)
      assert.lengthOf(kept, ring.size)
      assert.isAbove(ring.size, 300)
      assert.isTrue(kept.at(-1)!.startsWith(`${EVENTS} `))
      assert.equal(kept.join('').length, ring.characters)
      assert.equal(ring.data(EVENTS), EVENTS)
      assert.isUndefined(ring.data(1))
    })

  test('keeps its bound in a browser over 10,000 events', ({ assert }) => {
    const entries = new Entries()
    for (let n = 1; n <= EVENTS; n++) {
      const changed = { ListState: { rows: 'x'.repeat(n % 9_000) } }
      entries.add({ n, kind: 'event', name: 'ListState.load', at: n, changed })
    }
    assert.isAtMost(entries.size, 500)
    assert.isAtMost(entries.characters, 2_000_000)
    assert.equal(entries.all.at(-1)!.n, EVENTS)
    const length = entries.all.reduce((sum, entry) => sum + JSON.stringify(entry).length, 0)
    assert.equal(entries.characters, length)
  })

  test('leaves an entry out that is longer than all it keeps', ({ assert }) => {
    const ring = new Ring<undefined>({ entries: 10, characters: 100 })
    ring.add(() => 'short', undefined)
    ring.add(() => 'x'.repeat(101), undefined)
    assert.deepEqual(ring.after(0), ['short'])
    assert.equal(ring.last, 2)
  })

  test('wakes who waits for something new, and who waits no longer', async ({ assert }) => {
    const ring = new Ring<undefined>({ entries: 10, characters: 100 })
    const waits = ring.wait(0, new AbortController().signal)
    ring.add((n) => `entry ${n}`, undefined)
    await waits
    const leaves = new AbortController()
    const later = ring.wait(1, leaves.signal)
    leaves.abort()
    await later
    assert.deepEqual(ring.after(0), ['entry 1'])
  })

  test('of many tabs, those go that nobody has used for the longest time', ({ assert }) => {
    const rings = new Rings<undefined>({
      tab: { entries: 10, characters: 1_000 },
      tabs: 3,
      characters: 2_000,
    })
    for (const tab of ['a', 'b', 'c']) rings.add(tab, () => 'x', undefined)
    rings.of('a')
    rings.add('d', () => 'x', undefined)
    assert.equal(rings.size, 3)
    assert.lengthOf(rings.of('a').after(0), 1)
    assert.lengthOf(rings.of('b').after(0), 0)
    for (const tab of ['e', 'f', 'g']) rings.add(tab, () => 'x'.repeat(900), undefined)
    assert.isAtMost(rings.characters, 2_000)
  })

  test('counts on when it begins again, and nobody waits for the one that is gone', async ({
    assert,
  }) => {
    const rings = new Rings<undefined>({
      tab: { entries: 10, characters: 1_000 },
      tabs: 1,
      characters: 2_000,
    })
    for (let round = 0; round < 5; round++) rings.add('a', (n) => `${n}`, undefined)
    const waiting = rings.of('a').wait(5, new AbortController().signal)
    rings.add('b', (n) => `${n}`, undefined)
    await waiting
    rings.add('a', (n) => `${n}`, undefined)
    assert.deepEqual(rings.of('a').after(5), ['6'])
  })
})
