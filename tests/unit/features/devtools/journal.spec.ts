/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { test } from '@japa/runner'
import { Journal, recordTo, Redaction, TabJournal } from '../../../../src/features/devtools/main.ts'
import type { JournalEntry, JournalLimits } from '../../../../src/features/devtools/main.ts'
import type { PageInfo } from '../../../../src/protocol/main.ts'
import { tracingChannels } from '../../../../src/telemetry/main.ts'

const PAGE: PageInfo = { id: 'cart.tsx', url: '/cart', route: 'cart', params: {}, states: ['Cart'] }

/** The journal of a tab that shows a cart with one line. */
function openTab(limits?: JournalLimits) {
  const lines: string[] = []
  const part = new TabJournal(
    'tab1',
    new Journal(
      (line) => lines.push(line),
      (error) => {
        throw error
      },
      limits
    ),
    new Redaction()
  )
  part.introduced({ browser: 'browser1', user: undefined }, true)
  part.admitted(PAGE, true, { s: { Cart: { v: { lines: ['Mug'], count: 1 }, e: ['add'] } } })
  const entries = () =>
    lines.map((line) => {
      const { at, ...entry } = JSON.parse(line) as JournalEntry
      return entry
    })
  return { part, entries }
}

test.group('The journal of a tab', () => {
  test('has documents with all vars, and changes as vars', ({ assert }) => {
    const { part, entries } = openTab()
    part.received({ t: 'event', id: 1, s: 'Cart', e: 'add', a: [{ name: 'Tea' }] })
    part.sent({
      id: 1,
      d: {
        Cart: [
          [2, ['lines'], [[0, 1], { v: ['Tea'] }]],
          [0, ['count'], 2],
        ],
      },
      a: [{ type: 'toast', level: 'success', message: 'Tea added' }],
    })
    part.sent({ d: { Cart: [[1, ['count']]] } })
    assert.deepEqual(entries(), [
      {
        kind: 'document',
        tab: 'tab1',
        browser: 'browser1',
        page: 'cart.tsx',
        url: '/cart',
        states: { Cart: { lines: ['Mug'], count: 1 } },
      },
      { kind: 'event', tab: 'tab1', id: 1, state: 'Cart', event: 'add', args: [{ name: 'Tea' }] },
      {
        kind: 'news',
        tab: 'tab1',
        answers: 1,
        changed: { Cart: { lines: ['Mug', 'Tea'], count: 2 } },
        actions: [{ type: 'toast', level: 'success', message: 'Tea added' }],
      },
      { kind: 'news', tab: 'tab1', gone: { Cart: ['count'] } },
    ])
  })

  test('has the fields of a form as the browser has posted them, without those of React', ({
    assert,
  }) => {
    const { part, entries } = openTab()
    const form = 'email=ada%40example.com&password=hunter2&tag=a&tag=b&%24ACTION_KEY=x'
    part.received({ t: 'event', id: 1, s: 'Login', e: 'login', a: [form], f: 1 })
    assert.deepInclude(entries().at(-1), {
      args: [],
      fields: [
        ['email', 'ada@example.com'],
        ['password', '[secret 1]'],
        ['tag', 'a'],
        ['tag', 'b'],
      ],
    })
    assert.notInclude(JSON.stringify(entries()), 'hunter2')
  })

  test('has names of files, and nothing of what is in them', ({ assert }) => {
    const { part, entries } = openTab()
    const listed = JSON.stringify([{ r: 'ref1', n: 'bill.pdf', s: 10, t: 'application/pdf' }])
    const argument = { orderId: 3, file: 'ref1' }
    const claim = [argument, 'attach', listed]
    part.received({ t: 'event', id: 1, s: 'Order', e: '$upload', a: claim })
    part.received({ t: 'event', id: 2, s: 'Order', e: 'attach', a: [argument] })
    const args = [{ orderId: 3, file: { $file: 'bill.pdf', type: 'application/pdf' } }]
    const event = { kind: 'event', tab: 'tab1', state: 'Order', event: 'attach', args }
    assert.deepEqual(entries().slice(1), [
      { ...event, id: 1, isClaim: true },
      { ...event, id: 2 },
    ])
  })

  test('says who is signed in when that changes', ({ assert }) => {
    const { part, entries } = openTab()
    const user = { model: 'User', column: 'email', value: 'ada@example.com', hasPassword: true }
    part.introduced({ browser: 'browser1', user }, false)
    part.introduced({ browser: 'browser1', user }, false)
    part.introduced({ browser: 'browser1', user: undefined }, false)
    assert.deepEqual(entries().slice(1), [
      { kind: 'user', tab: 'tab1', user },
      { kind: 'user', tab: 'tab1' },
    ])
  })

  test('ends at its limit, says so, and takes nothing more: {0}')
    .with([
      ['entries', { entries: 2, characters: 10_000 }],
      ['characters', { entries: 100, characters: 350 }],
    ] as const)
    .run(({ assert }, [, limits]) => {
      const { part, entries } = openTab(limits)
      for (let id = 1; id < 20; id++) part.received({ t: 'nav', id, url: '/elsewhere' })
      const kinds = entries().map(({ kind }) => kind)
      assert.deepEqual(kinds.slice(0, 1), ['document'])
      assert.isBelow(kinds.length, 6)
      assert.deepEqual(
        kinds.filter((kind) => String(kind) === 'full'),
        ['full']
      )
      assert.equal(String(kinds.at(-1)), 'full')
    })

  test('hurts nobody when it cannot be written, says so once, and takes nothing more', ({
    assert,
  }) => {
    const failures: unknown[] = []
    const lines: string[] = []
    const full = new Error('ENOSPC: no space left on device')
    const journal = new Journal(
      (line) => {
        lines.push(line)
        if (lines.length > 1) throw full
      },
      (error) => failures.push(error)
    )
    for (let entry = 0; entry < 5; entry++) journal.add({ kind: 'connected', tab: 'tab1' })
    assert.lengthOf(lines, 2)
    assert.deepEqual(failures, [full])
  })

  test('a file that cannot be written does not end the process with the form that is posted', async ({
    assert,
  }) => {
    const failures: unknown[] = []
    const recording = recordTo(join(import.meta.dirname, 'no', 'such', 'folder.jsonl'), (error) =>
      failures.push(error)
    )
    await recording.start()
    try {
      // What a subscriber throws ends the process, later
      const message = { tab: 'tab1', state: 'Cart', event: 'add', url: '/', middleware: [] }
      tracingChannels.form.start.publish(message)
      await setImmediate()
    } finally {
      await recording.stop()
    }
    assert.lengthOf(failures, 1)
    assert.match(String(failures[0]), /ENOENT/)
  })
})
