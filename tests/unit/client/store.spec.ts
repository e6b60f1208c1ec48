/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { CONNECTION, Store } from '../../../src/client/main.ts'
import { LIST, SET, UNSET } from '../../../src/protocol/main.ts'
import { bootData, captureConsole, cartSnapshot, pageInfo } from './support.ts'

function createStore(development = false) {
  return new Store(
    bootData({
      states: {
        $app: { v: {}, e: [] },
        CartState: cartSnapshot({ items: [{ id: 1 }, { id: 2 }], owner: { name: 'Ada' } }),
      },
    }),
    0,
    false,
    development
  )
}

test.group('Store', () => {
  test('holds the states and the page that it begins with', ({ assert }) => {
    const store = createStore()
    assert.deepEqual(store.state('CartState')!.vars.items, [{ id: 1 }, { id: 2 }])
    assert.isTrue(store.state('CartState')!.events.has('add'))
    assert.equal(store.page.url, '/cart')
    assert.isUndefined(store.state('AdminState'))
  })

  test('applies patches and shares what they do not touch', ({ assert }) => {
    const store = createStore()
    const before = store.state('CartState')!
    const fits = store.apply({ n: 1, d: { CartState: [[SET, ['items', 0, 'id'], 7]] } })
    const after = store.state('CartState')!
    assert.isTrue(fits)
    assert.deepEqual(after.vars.items, [{ id: 7 }, { id: 2 }])
    assert.deepEqual(before.vars.items, [{ id: 1 }, { id: 2 }])
    assert.strictEqual(after.vars.owner, before.vars.owner)
    assert.strictEqual((after.vars.items as unknown[])[1], (before.vars.items as unknown[])[1])
  })

  test('applies the patches of a frame in their order', ({ assert }) => {
    const store = createStore()
    store.apply({
      n: 1,
      d: {
        CartState: [
          [LIST, ['items'], [1, 0]],
          [SET, ['items', 0, 'id'], 9],
          [UNSET, ['owner']],
        ],
      },
    })
    assert.deepEqual(store.state('CartState')!.vars, { items: [{ id: 9 }, { id: 1 }], total: 0 })
  })

  test('holds what a page cannot change in place, in development', ({ assert }) => {
    const store = createStore(true)
    const items = () => store.state('CartState')!.vars.items as { id: number; tags?: string[] }[]
    const refusals = () => {
      assert.throws(() => items().push({ id: 99 }), TypeError)
      assert.throws(() => items().sort(), TypeError)
      assert.throws(() => (items()[0].id = 5), TypeError)
    }
    refusals()
    store.apply({
      n: 1,
      d: { CartState: [[LIST, ['items'], [1, { v: [{ id: 3, tags: ['a'] }] }]]] },
    })
    assert.deepEqual(items(), [{ id: 2 }, { id: 3, tags: ['a'] }])
    refusals()
    assert.throws(() => items()[1].tags!.push('b'), TypeError)
    const patches = [[SET, ['items', 1, 'tags', 1], 'c'] as const, [UNSET, ['owner']] as const]
    assert.isTrue(
      store.apply({ n: 2, d: { CartState: patches.map((patch) => [...patch]) as never } })
    )
    assert.deepEqual(items()[1].tags, ['a', 'c'])
    assert.throws(() => items()[1].tags!.push('b'), TypeError)
    store.apply({ n: 3, s: { CartState: cartSnapshot({ items: [{ id: 1 }, { id: 3 }] }) } })
    refusals()
    store.reset(
      bootData({ states: { CartState: cartSnapshot({ items: [{ id: 4 }, { id: 5 }] }) } })
    )
    refusals()
    assert.deepEqual(items(), [{ id: 4 }, { id: 5 }])
  })

  test('does not look for that in production', ({ assert }) => {
    const store = createStore()
    assert.isFalse(Object.isFrozen(store.state('CartState')!.vars.items))
  })

  test('tells the subscribers of the states that have changed, each once a frame', ({ assert }) => {
    const store = createStore()
    const calls: string[] = []
    store.subscribe('CartState', () => calls.push('cart'))
    store.subscribe('$app', () => calls.push('app'))
    store.apply({ n: 1, d: { CartState: [[SET, ['total'], 1]] }, s: {} })
    store.apply({
      n: 2,
      d: { CartState: [[SET, ['total'], 2]], $app: [[SET, ['language'], 'de']] },
    })
    assert.deepEqual(calls, ['cart', 'cart', 'app'])
  })

  test('stops telling a subscriber that has ended its subscription', ({ assert }) => {
    const store = createStore()
    let calls = 0
    const end = store.subscribe('CartState', () => calls++)
    end()
    store.apply({ n: 1, d: { CartState: [[SET, ['total'], 1]] } })
    assert.equal(calls, 0)
  })

  test('warns of a patch that does not fit and keeps the state as it was', ({
    assert,
    cleanup,
  }) => {
    const warnings = captureConsole('warn', cleanup)
    const store = createStore()
    const before = store.state('CartState')
    const fits = store.apply({
      n: 1,
      d: { CartState: [[SET, ['nowhere', 'deep'], 1]], $app: [[SET, ['language'], 'de']] },
    })
    assert.isFalse(fits)
    assert.strictEqual(store.state('CartState'), before)
    assert.equal(store.state('$app')!.vars.language, 'de')
    assert.match(warnings[0], /CartState/)
  })

  test('warns of a state that it does not have', ({ assert, cleanup }) => {
    const warnings = captureConsole('warn', cleanup)
    const store = createStore()
    assert.isTrue(store.apply({ n: 1, d: { AdminState: [[SET, ['x'], 1]] } }))
    assert.match(warnings[0], /AdminState/)
    assert.isUndefined(store.state('AdminState'))
  })

  test('prefers a state that comes in full to its patches in the same frame', ({ assert }) => {
    const store = createStore()
    store.apply({
      n: 1,
      d: { CartState: [[SET, ['total'], 1]] },
      s: { CartState: cartSnapshot({ total: 5 }) },
    })
    assert.equal(store.state('CartState')!.vars.total, 5)
  })

  test('keeps states that the next page does not have until that page is shown', ({ assert }) => {
    const store = createStore()
    const next = pageInfo({ id: 'resources/pages/home.tsx', url: '/', states: ['$app'] })
    store.apply({ n: 1, p: next })
    assert.equal(store.page.url, '/')
    assert.exists(store.state('CartState'))
    store.prune(next)
    assert.isUndefined(store.state('CartState'))
    assert.exists(store.state('$app'))
  })

  test('does not drop states for a page when a later one is on its way', ({ assert }) => {
    const store = createStore()
    const first = pageInfo({ url: '/', states: ['$app'] })
    store.apply({ n: 1, p: first })
    store.apply({ n: 2, p: pageInfo() })
    store.prune(first)
    assert.exists(store.state('CartState'))
  })

  test('takes up a page from scratch', ({ assert }) => {
    const store = createStore()
    let calls = 0
    store.subscribe('CartState', () => calls++)
    store.reset({
      page: pageInfo({ url: '/cart?page=2' }),
      states: { CartState: cartSnapshot({ total: 3 }) },
    })
    assert.equal(store.state('CartState')!.vars.total, 3)
    assert.equal(store.page.url, '/cart?page=2')
    assert.equal(calls, 1)
  })

  test('keeps what it began with for whoever takes over a rendered page', ({ assert }) => {
    const store = createStore()
    const first = store.state('CartState')
    store.apply({ n: 1, d: { CartState: [[SET, ['total'], 1]] } })
    assert.strictEqual(store.initial.states.get('CartState'), first)
  })

  test('tells of the connection by itself', ({ assert }) => {
    const store = createStore()
    let calls = 0
    store.subscribe(CONNECTION, () => calls++)
    store.apply({ n: 1, d: { CartState: [[SET, ['total'], 1]] } })
    assert.equal(calls, 0)
    store.setConnection({ status: 'connected', since: null })
    assert.equal(calls, 1)
    assert.equal(store.connection.status, 'connected')
  })
})
