/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { World, outcome } from './support.ts'

function connected() {
  const world = new World()
  const socket = world.connect()
  const caller = (name: string) => world.client.events.caller('CartState', name)
  const sent = () => socket.of('event').map(({ e, a }) => [e, ...(a ?? [])])
  return { world, socket, caller, sent, clock: world.clock }
}

/** What React hands to an event handler. */
function domEvent() {
  const calls: string[] = []
  return {
    calls,
    nativeEvent: {},
    preventDefault: () => calls.push('preventDefault'),
    stopPropagation: () => calls.push('stopPropagation'),
  }
}

function form(fields: Record<string, string | Blob>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  return data
}

test.group('Events: identity', () => {
  test('is the same function each time', ({ assert }) => {
    const { caller } = connected()
    assert.strictEqual(caller('add'), caller('add'))
    assert.strictEqual(caller('add').debounce(300), caller('add').debounce(300))
    assert.strictEqual(caller('add').temporal, caller('add').temporal)
    assert.strictEqual(caller('add').temporal.debounce(300), caller('add').debounce(300).temporal)
  })

  test('is another function for another event, state, time or modifier', ({ assert }) => {
    const { world, caller } = connected()
    const functions = new Set([
      caller('add'),
      caller('load'),
      world.client.events.caller('OtherState', 'add'),
      caller('add').debounce(300),
      caller('add').debounce(200),
      caller('add').throttle(300),
      caller('add').temporal,
      caller('add').preventDefault,
      caller('add').stopPropagation,
    ])
    assert.equal(functions.size, 9)
  })
})

test.group('Events: order', () => {
  test('sends what is held back of a state before another call of it', ({ assert }) => {
    const { world, caller, sent } = connected()
    void caller('search').debounce(300)('a')
    void caller('search').debounce(300)('b')
    void world.client.events.caller('OtherState', 'note').debounce(300)('c')
    void caller('add')(1)
    assert.deepEqual(sent(), [
      ['search', 'b'],
      ['add', 1],
    ])
    world.clock.advance(300)
    assert.deepEqual(sent().slice(2), [['note', 'c']])
  })

  test('does not end a wait at once that no timer can hold: {modifier} {milliseconds}')
    .with(
      [2 ** 31, 2 ** 32 + 1, Infinity].flatMap((milliseconds) => [
        { modifier: 'debounce' as const, milliseconds },
        { modifier: 'throttle' as const, milliseconds },
      ])
    )
    .run(({ assert }, { modifier, milliseconds }) => {
      const { caller, sent, clock } = connected()
      const search = caller('search')[modifier](milliseconds)
      void search('a')
      clock.advance(1_000)
      void search('b')
      clock.advance(1_000)
      assert.deepEqual(sent(), modifier === 'debounce' ? [] : [['search', 'a']])
    })

  test('sends held calls in the order in which they were made last', ({ assert }) => {
    const { caller, sent, clock } = connected()
    const search = caller('search').debounce(300)
    const add = caller('add').debounce(100)
    void search('a')
    void add(1)
    void caller('load').debounce(500)()
    clock.advance(100)
    assert.deepEqual(sent(), [
      ['search', 'a'],
      ['add', 1],
    ])
    clock.advance(400)
    assert.deepEqual(sent()[2], ['load'])
  })

  test('is not disturbed by a call that a throttle drops', ({ assert }) => {
    const { caller, sent } = connected()
    void caller('load').throttle(1_000)()
    void caller('search').debounce(300)('a')
    void caller('load').throttle(1_000)()
    assert.deepEqual(sent(), [['load']])
  })
})

test.group('Events: arguments', () => {
  test('sends JSON', ({ assert }) => {
    const { caller, sent } = connected()
    void caller('add')(1, 'two', null, true, { a: [1, { b: 2 }] })
    assert.deepEqual(sent(), [['add', 1, 'two', null, true, { a: [1, { b: 2 }] }]])
  })

  test('takes a copy at the time of the call', ({ assert }) => {
    const world = new World()
    const item = { productId: 1 }
    void world.client.events.caller('CartState', 'add')(item)
    item.productId = 2
    const socket = world.connect()
    assert.deepEqual(socket.of('event')[0].a, [{ productId: 1 }])
  })

  test('sends what toJSON makes of a value', ({ assert }) => {
    const { caller, sent } = connected()
    void caller('add')(new Date(0), { at: new URL('https://shop.test/') })
    assert.deepEqual(sent(), [['add', '1970-01-01T00:00:00.000Z', { at: 'https://shop.test/' }]])
  })

  test('leaves out undefined at the end and in objects, and sends null between', ({ assert }) => {
    const { caller, sent } = connected()
    void caller('add')(1, undefined, { a: undefined, b: 2 }, undefined)
    void caller('add')(undefined)
    assert.deepEqual(sent(), [['add', 1, null, { b: 2 }], ['add']])
  })

  test('leaves out the event of the DOM', ({ assert }) => {
    const { caller, sent } = connected()
    void caller('clear')(domEvent())
    void caller('add')(1, domEvent())
    assert.deepEqual(sent(), [['clear'], ['add', 1]])
  })

  const cyclic: Record<string, unknown> = { list: [] }
  ;(cyclic.list as unknown[]).push(cyclic)
  test('refuses {name}')
    .with([
      { name: 'a function', value: () => {} },
      { name: 'a function inside', value: { a: [() => {}] } },
      { name: 'a symbol', value: Symbol('x') },
      { name: 'a bigint', value: 1n },
      { name: 'not a number', value: Number.NaN },
      { name: 'infinity', value: { a: Infinity } },
      { name: 'a map', value: new Map() },
      { name: 'a set', value: { a: new Set() } },
      { name: 'an object that contains itself', value: cyclic },
    ])
    .run(async ({ assert }, { value }) => {
      const { caller, sent, world } = connected()
      assert.equal(await outcome(caller('add')(value)), 'rejected: E_INVALID_ARGUMENT')
      assert.deepEqual(sent(), [])
      assert.lengthOf(world.client.toasts.list(), 1)
    })

  test('says where the value is that it refuses', async ({ assert }) => {
    const { caller } = connected()
    await assert.rejects(
      () => caller('add')(1, { items: [{ price: Number.NaN }] }),
      'Cannot send argument 2.items[0].price of an event: it is NaN.'
    )
  })

  test('sends an object twice that is in two places', ({ assert }) => {
    const { caller, sent } = connected()
    const tag = { name: 'new' }
    void caller('add')([tag, tag])
    assert.deepEqual(sent(), [['add', [tag, tag]]])
  })

  test('refuses a file', async ({ assert }) => {
    const { caller } = connected()
    assert.equal(
      await outcome(caller('add')({ photo: new Blob(['x']) })),
      'rejected: E_FILE_ARGUMENT'
    )
  })
})

test.group('Events: forms', () => {
  test('sends the fields of a form as a browser posts them', ({ assert }) => {
    const { caller, sent } = connected()
    void caller('add')(form({ 'productId': '1', 'address[city]': 'London' }))
    assert.deepEqual(sent(), [['add', 'productId=1&address%5Bcity%5D=London']])
  })

  test('leaves out the previous state that useActionState passes first', ({ assert }) => {
    const { caller, sent } = connected()
    void caller('add')({ count: 3 }, form({ productId: '1' }))
    assert.deepEqual(sent(), [['add', 'productId=1']])
  })

  test('never rejects, since React would unmount the page', async ({ assert }) => {
    const { caller, socket, world } = connected()
    const failing = caller('add')(form({ productId: '1' }))
    socket.receive({ n: 1, id: 1, x: { status: 500, code: 'E_EVENT_FAILED', message: 'Oh no' } })
    assert.isUndefined(await outcome(failing))
    assert.isUndefined(await outcome(caller('add')(form({ photo: new Blob(['x']) }))))
    assert.containSubset(world.client.toasts.list(), [
      { message: 'Oh no' },
      {
        message:
          'The field "photo" holds a file, which this event cannot take. An event with files is declared with @rx.upload().',
      },
    ])
  })
})

test.group('Events: DOM modifiers', () => {
  test('handles the event of the DOM, also when the call itself is held back', ({ assert }) => {
    const { caller, sent } = connected()
    const event = domEvent()
    void caller('search').preventDefault.stopPropagation.debounce(300)('tea', event)
    assert.deepEqual(event.calls, ['preventDefault', 'stopPropagation'])
    assert.deepEqual(sent(), [])
  })

  test('leaves the event of the DOM alone otherwise', ({ assert }) => {
    const { caller } = connected()
    const event = domEvent()
    void caller('search')(event)
    void caller('search').temporal(event)
    assert.deepEqual(event.calls, [])
  })

  test('works without an event of the DOM', ({ assert }) => {
    const { caller, sent } = connected()
    void caller('search').preventDefault('tea')
    assert.deepEqual(sent(), [['search', 'tea']])
  })
})

test.group('Events: debounce', () => {
  test('sends the last call when no more come', ({ assert }) => {
    const { caller, sent, clock } = connected()
    void caller('search').debounce(300)('t')
    clock.advance(200)
    void caller('search').debounce(300)('te')
    clock.advance(299)
    assert.deepEqual(sent(), [])
    clock.advance(1)
    assert.deepEqual(sent(), [['search', 'te']])
    clock.advance(1_000)
    assert.lengthOf(sent(), 1)
  })

  test('settles all calls with the one that ran', async ({ assert }) => {
    const { caller, socket, clock } = connected()
    const calls = ['t', 'te', 'tea'].map((text) => caller('search').debounce(300)(text))
    clock.advance(300)
    assert.deepEqual(await Promise.all(calls.map(outcome)), ['pending', 'pending', 'pending'])
    socket.receive({ n: 1, id: 1, r: 4 })
    assert.deepEqual(await Promise.all(calls), [4, 4, 4])
  })

  test('begins anew after that', async ({ assert }) => {
    const { caller, sent, socket, clock } = connected()
    const first = caller('search').debounce(300)('a')
    clock.advance(300)
    const second = caller('search').debounce(300)('b')
    clock.advance(300)
    socket.receive({ n: 1, id: 1, r: 1 })
    socket.receive({ n: 2, id: 2, r: 2 })
    assert.deepEqual(sent(), [
      ['search', 'a'],
      ['search', 'b'],
    ])
    assert.deepEqual(await Promise.all([first, second]), [1, 2])
  })

  test('keeps another time and the plain event apart', ({ assert }) => {
    const { caller, sent, clock } = connected()
    void caller('search').debounce(300)('slow')
    void caller('search').debounce(100)('fast')
    void caller('search')('now')
    clock.advance(300)
    assert.deepEqual(sent(), [
      ['search', 'slow'],
      ['search', 'fast'],
      ['search', 'now'],
    ])
  })

  test('rejects a bad argument at once', async ({ assert }) => {
    const { caller } = connected()
    assert.equal(
      await outcome(caller('search').debounce(300)(Symbol('x'))),
      'rejected: E_INVALID_ARGUMENT'
    )
  })

  test('sends what it holds back when the page goes away', ({ assert }) => {
    const { world, caller, sent, clock } = connected()
    void caller('search').debounce(300)('tea')
    world.signal('leave')
    assert.deepEqual(sent(), [['search', 'tea']])
    clock.advance(1_000)
    assert.lengthOf(sent(), 1)
  })
})

test.group('Events: throttle', () => {
  test('sends the first call and drops those that follow within its time', ({ assert }) => {
    const { caller, sent, clock } = connected()
    for (const text of ['a', 'b', 'c']) void caller('search').throttle(100)(text)
    assert.deepEqual(sent(), [['search', 'a']])
    clock.advance(100)
    void caller('search').throttle(100)('d')
    assert.deepEqual(sent(), [
      ['search', 'a'],
      ['search', 'd'],
    ])
  })

  test('settles dropped calls with the one that ran', async ({ assert }) => {
    const { caller, socket } = connected()
    const calls = ['a', 'b'].map((text) => caller('search').throttle(100)(text))
    socket.receive({ n: 1, id: 1, r: 7 })
    assert.deepEqual(await Promise.all(calls), [7, 7])
  })
})

test.group('Events: temporal', () => {
  test('is dropped without a connection', async ({ assert }) => {
    const world = new World()
    const search = world.client.events.caller('CartState', 'search')
    assert.isUndefined(await outcome(search.temporal('tea')))
    void search('kept')
    const socket = world.connect()
    assert.deepEqual(
      socket.of('event').map(({ a }) => a),
      [['kept']]
    )
  })
})
