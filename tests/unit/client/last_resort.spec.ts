/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { World, captureConsole, cartSnapshot, outcome, pageInfo } from './support.ts'

const TICKET = 'ticket'

test.group('What the server owes an answer', () => {
  test('it is asked about late answers, and not about those that are young', ({ assert }) => {
    const world = new World()
    const socket = world.connect()
    void world.client.call('CartState', 'load')
    world.clock.advance(9_000)
    void world.client.call('CartState', 'add')
    socket.receive({ n: 1, id: 2 })
    void world.client.call('CartState', 'clear')
    assert.deepEqual(socket.of('ping'), [])
    world.clock.advance(10_999)
    assert.deepEqual(socket.of('ping'), [])
    world.clock.advance(1)
    assert.deepEqual(socket.of('ping'), [{ t: 'ping', ids: [1, 3] }])
  })

  test('a handler may take its time: what the server works on is waited for', async ({
    assert,
  }) => {
    const world = new World()
    const socket = world.connect()
    const call = world.client.call('CartState', 'load')
    for (let minute = 0; minute < 60; minute++) {
      for (let second = 0; second < 60; second += 5) {
        world.clock.advance(5_000)
        socket.receive({ t: 'pong' })
      }
    }
    assert.equal(await outcome(call), 'pending')
    assert.lengthOf(world.sockets, 1)
    socket.receive({ n: 1, id: 1, r: 'done' })
    assert.equal(await call, 'done')
  })

  test('what the server does not know of is sent again once, over another connection', async ({
    assert,
    cleanup,
  }) => {
    captureConsole('warn', cleanup)
    const world = new World()
    const socket = world.connect()
    const call = world.client.call('CartState', 'load')
    world.clock.advance(20_000)
    socket.receive({ t: 'pong', lost: [1] })
    assert.isTrue(socket.closed)
    world.clock.advance(10_000)
    const second = world.welcome({ id: 0 })
    assert.deepEqual(second.of('event'), [{ t: 'event', id: 1, s: 'CartState', e: 'load', n: 0 }])
    second.receive({ n: 1, id: 1, r: 7 })
    assert.equal(await call, 7)
  })

  test('what it does not know of then has an unknown outcome', async ({ assert, cleanup }) => {
    captureConsole('warn', cleanup)
    const world = new World()
    const socket = world.connect()
    const call = world.client.call('CartState', 'load')
    const visit = world.client.pages.navigate('/account')
    world.clock.advance(20_000)
    socket.receive({ t: 'pong', lost: [1, 2] })
    world.clock.advance(10_000)
    // The server says that it has run, and has no answer all the same
    const second = world.welcome({ id: 2, resumed: true })
    assert.lengthOf(second.of('event'), 0)
    world.clock.advance(20_000)
    assert.deepEqual(second.of('ping').at(-1), { t: 'ping', ids: [1, 2] })
    second.receive({ t: 'pong', lost: [1, 2] })
    assert.equal(await outcome(call), 'rejected: E_OUTCOME_UNKNOWN')
    assert.equal(await outcome(visit), 'rejected: E_OUTCOME_UNKNOWN')
    assert.isFalse(second.closed)
  })

  test('a background event that goes on is asked about as well', async ({ assert, cleanup }) => {
    captureConsole('warn', cleanup)
    const world = new World()
    const socket = world.connect()
    const call = world.client.call('CartState', 'load')
    socket.receive({ n: 1, id: 1, b: 1 })
    world.clock.advance(20_000)
    assert.deepEqual(socket.of('ping'), [{ t: 'ping', ids: [1] }])
    socket.receive({ t: 'pong', lost: [1] })
    world.clock.advance(10_000)
    world.welcome({ id: 1, n: 1, resumed: false })
    assert.equal(await outcome(call), undefined)
  })

  test('a frame that cannot be taken up leads to a snapshot, and its call settles', async ({
    assert,
    cleanup,
  }) => {
    captureConsole('error', cleanup)
    const world = new World()
    const socket = world.connect()
    const call = world.client.call('CartState', 'load')
    // No list, so that whoever performs them fails
    socket.receive({ n: 1, id: 1, a: { broken: true } as never, d: 5 as never })
    assert.isTrue(socket.closed)
    world.clock.advance(10_000)
    const page = { page: pageInfo(), states: { CartState: cartSnapshot({ total: 3 }) } }
    world.welcome({ id: 1, n: 1, resumed: false, snapshot: page })
    assert.notEqual(await outcome(call), 'pending')
    assert.equal(world.client.store.state('CartState')!.vars.total, 3)
  })

  test('a call settles when who tells of its failure fails', async ({ assert, cleanup }) => {
    captureConsole('error', cleanup)
    const world = new World()
    world.client.attach({
      visit: () => {},
      move: () => {},
      refresh: () => {},
      failed: () => {
        throw new Error('The application is broken')
      },
    })
    const socket = world.connect()
    const call = world.client.call('CartState', 'add')
    socket.receive({ n: 1, id: 1, x: { status: 500, code: 'E_EVENT_FAILED', message: 'Oh no' } })
    assert.equal(await outcome(call), 'rejected: E_EVENT_FAILED')
    assert.isFalse(socket.closed)
  })
})

test.group('Other waits of a page', () => {
  test('a ticket whose request never ends holds back no frame for good', async ({
    assert,
    cleanup,
  }) => {
    captureConsole('warn', cleanup)
    const signals: AbortSignal[] = []
    const world = new World({
      environment: {
        fetch: (_url, { signal }) => {
          signals.push(signal!)
          return new Promise(() => {})
        },
      },
    })
    const socket = world.connect()
    const call = world.client.call('CartState', 'add')
    const next = world.client.call('CartState', 'load')
    socket.receive({ n: 1, id: 1, c: TICKET })
    socket.receive({ n: 2, id: 2, r: 'loaded' })
    while (signals.length < 4 || !signals[3].aborted) {
      world.clock.advance(5_000)
      await new Promise(setImmediate)
    }
    assert.equal(await outcome(call), undefined)
    world.clock.advance(10_000)
    world.welcome({ id: 2, n: 1, resumed: true }).receive({ n: 2, id: 2, r: 'loaded' })
    assert.equal(await outcome(next), 'loaded')
  })

  test('a prefetch without an answer ends', async ({ assert }) => {
    const world = new World()
    world.connect()
    const ahead = world.client.prefetch('/account')
    assert.equal(await outcome(ahead), 'pending')
    world.clock.advance(10_000)
    assert.isNull(await ahead)
  })

  test('a navigation that was taken back before it began is not waited for', async ({ assert }) => {
    const world = new World()
    world.connect()
    const visit = world.client.pages.navigate(
      '/account',
      AbortSignal.abort(new Error('taken back'))
    )
    assert.equal(await outcome(visit), 'rejected: taken back')
  })

  test('a document that does not come leaves the page where it is', async ({ assert }) => {
    const world = new World()
    const socket = world.connect({ build: 'build-2' })
    const visit = world.client.pages.navigate('/file.pdf')
    assert.deepEqual(world.loads, ['assign https://shop.test/file.pdf'])
    assert.equal(await outcome(visit), 'pending')
    world.clock.advance(10_000)
    assert.deepEqual(await visit, { redirect: '/cart', replace: true })
    void world.client.pages.navigate('/cart')
    assert.lengthOf(world.loads, 1)
    assert.lengthOf(socket.of('nav'), 1)
  })

  test('files that cannot be had are a failure when the document does not come', async ({
    assert,
  }) => {
    const world = new World()
    world.connect()
    const recovered = world.client.pages.recover('/account')
    assert.equal(await outcome(recovered), 'pending')
    // A second attempt would not help either
    assert.isUndefined(await outcome(world.client.pages.recover('/account')))
    world.clock.advance(10_000)
    assert.isUndefined(await outcome(recovered))
  })
})
