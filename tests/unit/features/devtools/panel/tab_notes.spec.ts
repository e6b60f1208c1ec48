/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { Redaction } from '../../../../../src/features/devtools/main.ts'
import { Rings, TabNotes, Work } from '../../../../../src/features/devtools/panel/main.ts'
import type { ShownWork, Watch } from '../../../../../src/features/devtools/panel/main.ts'
import type { PageInfo } from '../../../../../src/protocol/main.ts'
import type { Tab } from '../../../../../src/tabs/main.ts'
import type { EventTrace } from '../../../../../src/telemetry/main.ts'

const PAGE: PageInfo = { id: 'cart.tsx', url: '/cart', route: 'cart', params: {}, states: ['Cart'] }

function openTab() {
  const rings = new Rings<Work>()
  let current: Work | undefined
  const watch = {
    get current() {
      return current
    },
  } as Watch
  const tab = { id: 'tab1', states: { whole: { Cart: { count: 0 } } } } as unknown as Tab
  const notes = new TabNotes(tab, {
    rings,
    watch,
    redaction: new Redaction(),
    failed: (error) => {
      throw error
    },
    left() {},
  })
  notes.admitted(PAGE, true, { s: { Cart: { v: { count: 0 }, e: ['add'] } } })

  /** Runs what was received, and does something meanwhile. */
  const run = (trace: Partial<EventTrace>, meanwhile: (work: Work) => void = () => {}) => {
    const work = new Work('event', `${trace.state}.${trace.event}`)
    work.tab = tab.id
    current = work
    notes.begin(work, { tab: tab.id, url: '/cart', middleware: [], ...trace })
    meanwhile(work)
    work.end()
    notes.over(work)
    current = undefined
    return work
  }
  const entries = () =>
    rings
      .of(tab.id)
      .after(0)
      .map((text) => JSON.parse(text) as ShownWork)
  return { notes, rings, run, entries }
}

test.group('What the panel is told of a tab', () => {
  test('is an event with its arguments, what came of it, and what the browser was told', ({
    assert,
  }) => {
    const { notes, run, entries } = openTab()
    const args = [{ productId: 3, password: 'hunter2' }]
    notes.received({ t: 'event', id: 1, s: 'Cart', e: 'add', a: args })
    run({ state: 'Cart', event: 'add' })
    assert.deepEqual(entries(), [])
    notes.sent({
      id: 1,
      d: { Cart: [[0, ['count'], 2]] },
      a: [{ type: 'toast', level: 'success', message: 'Added' }],
    })
    assert.containsSubset(entries(), [
      {
        n: 1,
        kind: 'event',
        name: 'Cart.add',
        args: '{ productId: 3, password: "[secret 1]" }',
        changed: { Cart: { count: '2' } },
        actions: ['toast'],
        repeatable: true,
      },
    ])
    assert.isAtLeast(entries()[0].queued!, 0)
  })

  test('belongs to the event that was received first, of two that are the same', ({ assert }) => {
    const { notes, run, entries } = openTab()
    for (const id of [1, 2]) {
      notes.received({ t: 'event', id, s: 'Cart', e: 'add', a: [id] })
    }
    for (const id of [1, 2]) {
      run({ state: 'Cart', event: 'add' }, (work) => work.act([`action ${id}`]))
      notes.sent({ id })
    }
    const told = entries().map(({ args, actions }) => [args, actions])
    assert.deepEqual(told, [
      ['1', ['action 1']],
      ['2', ['action 2']],
    ])
  })

  test('has an event that was refused before it ran, and what is told by itself', ({ assert }) => {
    const { notes, entries } = openTab()
    notes.received({ t: 'event', id: 1, s: 'Cart', e: 'nothing' })
    const x = { status: 404, code: 'E_EVENT_UNKNOWN', message: 'There is no such event' }
    notes.sent({ id: 1, x })
    notes.sent({ d: { Cart: [[0, ['count'], 9]] } })
    assert.containsSubset(entries(), [
      { kind: 'event', name: 'Cart.nothing', failure: x },
      { kind: 'news', changed: { Cart: { count: '9' } } },
    ])
  })

  test('is what was flushed, as part of the event that flushed it', ({ assert }) => {
    const { notes, run, entries } = openTab()
    notes.received({ t: 'event', id: 1, s: 'Cart', e: 'add' })
    run({ state: 'Cart', event: 'add' }, () => notes.sent({ d: { Cart: [[0, ['count'], 1]] } }))
    notes.sent({ id: 1 })
    assert.containsSubset(entries(), [{ name: 'Cart.add', changed: { Cart: { count: '1' } } }])
    assert.lengthOf(entries(), 1)
  })

  test('holds its bound over 10,000 events', ({ assert }) => {
    const { notes, rings, run } = openTab()
    const works: Work[] = []
    for (let id = 1; id <= 10_000; id++) {
      notes.received({ t: 'event', id, s: 'Cart', e: 'add', a: ['x'.repeat(200)] })
      works.push(run({ state: 'Cart', event: 'add' }))
      notes.sent({ id, d: { Cart: [[0, ['count'], id]] } })
    }
    assert.isAtMost(rings.of('tab1').size, 500)
    assert.isAtMost(rings.characters, 2_000_000)
    // States before an event are kept for the last of them only
    assert.lengthOf(
      works.filter(({ before }) => before !== undefined),
      50
    )
    assert.isAtMost(notes.session.entries.length, 2_001)
  })
})
