/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import type { JournalEntry } from '../../../src/features/devtools/main.ts'
import { Application, unplayedTest } from '../../../src/recorder/main.ts'
import { memberId } from '../../../src/rooms/main.ts'

/** The test of a page that shows a value. */
function testOf(value: unknown): string {
  const application = new Application({
    states: new Map([['CartState', { name: 'CartState', file: 'app/states/cart_state.ts' }]]),
    models: new Map(),
    imports: { '#states/*': './app/states/*.ts' },
    test: 'tests/functional/session.spec.ts',
    hasDatabase: false,
  })
  const states = { CartState: { shown: value, count: 1 } }
  const page = { page: 'pages/cart.tsx', url: '/cart', browser: 'one' }
  const entries = [
    { kind: 'document', tab: 'a', at: 0, ...page, states: { CartState: { shown: '', count: 0 } } },
    { kind: 'event', tab: 'a', at: 1, id: 1, state: 'CartState', event: 'add', args: [] },
    { kind: 'news', tab: 'a', at: 2, answers: 1, changed: states },
  ] as unknown as JournalEntry[]
  return unplayedTest('a walk', entries, application).text
}

test.group('A test that nobody has played', () => {
  test('expects what would be the same the next time: {0}')
    .with([
      ['a name', 'Alder Pour-Over Kettle'],
      ['a long word', 'internationalization'],
      ['a slug', 'alder-pour-over-kettle'],
      ['a name of sixteen letters', 'alder-pour-kettle'],
    ])
    .run(({ assert }, [, value]) => {
      assert.include(testOf(value), `shown: ${JSON.stringify(value)}`)
    })

  test('expects nothing that looks random: {0}')
    .with([
      ['a UUID', 'b3f1c9b0-1c1d-4f6e-9a52-0d4b7c6a1e2f'],
      ['a hash', '9e107d9d372bb6826bd81d3542a419d6'],
      ['a token', 'oat_MQ.dGhpc2lzYXRva2VuMTIz'],
      ['the id of a member', memberId('a tab')],
    ])
    .run(({ assert }, [, value]) => {
      const text = testOf(value)
      assert.notInclude(text, value)
      assert.include(text, 'count: 1')
    })
})
