/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { CloseCode, PROTOCOL_VERSION, SET } from '../../../src/protocol/main.ts'
import { World, bootData, captureConsole, cartSnapshot, outcome, pageInfo } from './support.ts'

const total = (value: number) => ({ CartState: [[SET, ['total'], value] as [0, string[], number]] })

test.group('Connection: hello', () => {
  test('opens the socket of its own origin and says hello first', ({ assert }) => {
    const world = new World()
    world.client.connect()
    assert.equal(world.socket.url, 'wss://shop.test/_event')
    assert.deepEqual(world.socket.sent, [])
    world.socket.open()
    assert.deepEqual(world.socket.sent, [
      {
        t: 'hello',
        v: PROTOCOL_VERSION,
        token: 'token-1',
        build: 'build-1',
        url: '/cart',
        n: 0,
        id: 0,
        d: '0',
      },
    ])
  })

  test('opens the socket that the shell names', ({ assert }) => {
    const elsewhere = new World({ boot: { socketUrl: 'https://api.shop.test' } })
    elsewhere.client.connect()
    assert.equal(elsewhere.socket.url, 'wss://api.shop.test/_event')
    const path = new World({ boot: { socketUrl: 'wss://api.shop.test/socket' } })
    path.client.connect()
    assert.equal(path.socket.url, 'wss://api.shop.test/socket')
  })

  test('sends nothing before the welcome, and all in order after it', ({ assert }) => {
    const world = new World()
    void world.client.call('CartState', 'add', [1])
    world.client.connect()
    void world.client.call('CartState', 'add', [2])
    world.socket.open()
    assert.lengthOf(world.socket.sent, 1)
    world.welcome({ id: 4 })
    void world.client.call('CartState', 'clear')
    assert.deepEqual(
      world.socket.of('event').map(({ id, e, a }) => [id, e, a]),
      [
        [5, 'add', [1]],
        [6, 'add', [2]],
        [7, 'clear', undefined],
      ]
    )
  })

  test('puts the id where the server finds it in a frame that it does not read', ({ assert }) => {
    const world = new World()
    const socket = world.connect()
    void world.client.call('CartState', 'add', ['x'.repeat(100)])
    assert.match(socket.texts.at(-1)!, /^\{"t":"event","id":1,/)
  })

  test('gives a socket up that gets no welcome', ({ assert }) => {
    const world = new World()
    world.client.connect()
    world.socket.open()
    world.clock.advance(9_999)
    assert.isFalse(world.socket.closed)
    world.clock.advance(1)
    assert.isTrue(world.sockets[0].closed)
    world.clock.advance(10_000)
    assert.isAbove(world.sockets.length, 1)
  })

  test('uses the token of the last welcome from then on', ({ assert }) => {
    const world = new World()
    world.connect({ token: 'token-9' })
    world.reconnect()
    assert.equal(world.socket.of('hello')[0].token, 'token-9')
  })

  test('opens no second socket when it is asked to connect again', ({ assert }) => {
    const world = new World()
    world.client.connect()
    world.client.connect()
    assert.lengthOf(world.sockets, 1)
  })
})

test.group('Connection: frames', () => {
  test('applies each frame once, whatever comes twice', ({ assert }) => {
    const world = new World()
    const socket = world.connect()
    let changes = 0
    world.client.store.subscribe('CartState', () => changes++)
    socket.receive({ n: 1, d: total(5) })
    socket.receive({ n: 1, d: total(5) })
    socket.receive({ n: 2, d: total(6) })
    socket.receive({ n: 1, d: total(5) })
    assert.equal(changes, 2)
    assert.equal(world.client.store.state('CartState')!.vars.total, 6)
  })

  test('connects again when a frame is missing, from where it was', ({ assert, cleanup }) => {
    captureConsole('warn', cleanup)
    const world = new World()
    const socket = world.connect()
    socket.receive({ n: 1, d: total(1) })
    socket.receive({ n: 3, d: total(3) })
    assert.isTrue(socket.closed)
    assert.equal(world.client.store.state('CartState')!.vars.total, 1)
    world.clock.advance(10_000)
    world.welcome()
    assert.equal(world.socket.of('hello')[0].n, 1)
    world.socket.receive({ n: 2, d: total(2) })
    world.socket.receive({ n: 3, d: total(3) })
    assert.equal(world.client.store.state('CartState')!.vars.total, 3)
  })

  test('asks for a snapshot when a patch does not fit', ({ assert, cleanup }) => {
    captureConsole('warn', cleanup)
    const world = new World()
    const socket = world.connect()
    socket.receive({ n: 1, d: { CartState: [[SET, ['nowhere', 'deep'], 1]] } })
    assert.isTrue(socket.closed)
    world.clock.advance(10_000)
    world.socket.open()
    // No frame has this number, so the server has nothing to go on from.
    assert.equal(world.socket.of('hello')[0].n, Number.MAX_SAFE_INTEGER)
    world.socket.receive({
      t: 'welcome',
      token: 'token-3',
      build: 'build-1',
      resumed: false,
      id: 0,
      n: 1,
      snapshot: { page: pageInfo(), states: { CartState: cartSnapshot({ total: 8 }) } },
    })
    assert.equal(world.client.store.state('CartState')!.vars.total, 8)
    world.socket.receive({ n: 2, d: total(9) })
    assert.equal(world.client.store.state('CartState')!.vars.total, 9)
  })

  test('settles calls by what a snapshot says of their answers', async ({ assert }) => {
    const world = new World()
    world.connect()
    const calls = Array.from({ length: 6 }, () => outcome(world.client.call('CartState', 'load')))
    const toast = { type: 'toast' as const, level: 'info' as const, message: 'Saved' }
    world.socket.drop()
    world.clock.advance(10_000)
    world.welcome({
      resumed: false,
      id: 6,
      n: 9,
      snapshot: { page: pageInfo(), states: { CartState: cartSnapshot({ total: 8 }) } },
      forgotten: 1,
      answers: [
        { id: 2, r: 'two' },
        { id: 3, x: { status: 409, code: 'E_OUT_OF_STOCK', message: 'Sold out' } },
        { id: 4, lost: 1 },
        { id: 5, a: [toast] },
        { id: 7, x: { status: 500, code: 'E_OF_ANOTHER', message: 'Not awaited' } },
      ],
    })
    assert.deepEqual(await Promise.all(calls), [
      'rejected: E_OUTCOME_UNKNOWN',
      'two',
      'rejected: E_OUT_OF_STOCK',
      'rejected: E_OUTCOME_UNKNOWN',
      undefined,
      undefined,
    ])
    assert.include(
      world.client.toasts.list().map(({ message }) => message),
      'Saved'
    )
    assert.lengthOf(world.socket.of('event'), 0)
  })

  test('goes on from the number of a snapshot', ({ assert }) => {
    const world = new World()
    world.connect({
      resumed: false,
      n: 40,
      snapshot: { page: pageInfo(), states: { CartState: cartSnapshot({ total: 4 }) } },
    })
    world.socket.receive({ n: 40, d: total(1) })
    world.socket.receive({ n: 41, d: total(5) })
    assert.equal(world.client.store.state('CartState')!.vars.total, 5)
  })

  test('connects again when the server sends what is no frame', ({ assert, cleanup }) => {
    const warnings = captureConsole('warn', cleanup)
    const world = new World()
    const socket = world.connect()
    socket.receiveText('<html>')
    assert.isTrue(socket.closed)
    assert.lengthOf(warnings, 1)
  })

  test('ignores what a socket says that was given up', ({ assert }) => {
    const world = new World()
    const socket = world.connect()
    world.reconnect()
    socket.receive({ n: 1, d: total(5) })
    socket.drop()
    assert.equal(world.client.store.state('CartState')!.vars.total, 0)
    assert.equal(world.client.store.connection.status, 'connected')
  })

  test('writes a refusal that answers no event to the console', ({ assert, cleanup }) => {
    const warnings = captureConsole('warn', cleanup)
    const world = new World()
    world
      .connect()
      .receive({ t: 'error', status: 400, code: 'E_FRAME_INVALID', message: 'Not like this' })
    assert.match(warnings[0], /E_FRAME_INVALID: Not like this/)
  })
})

test.group('Connection: acknowledging', () => {
  test('acknowledges with the next event', ({ assert }) => {
    const world = new World()
    const socket = world.connect()
    socket.receive({ n: 1 })
    void world.client.call('CartState', 'clear')
    assert.equal(socket.of('event')[0].n, 1)
    world.clock.advance(2_000)
    assert.lengthOf(socket.of('ack'), 0)
  })

  test('acknowledges by itself after a moment, once', ({ assert }) => {
    const world = new World()
    const socket = world.connect()
    socket.receive({ n: 1 })
    world.clock.advance(500)
    socket.receive({ n: 2 })
    world.clock.advance(500)
    assert.deepEqual(socket.of('ack'), [{ t: 'ack', n: 2 }])
    world.clock.advance(5_000)
    assert.lengthOf(socket.of('ack'), 1)
  })

  test('acknowledges at once when the page goes away', ({ assert }) => {
    const world = new World()
    const socket = world.connect()
    world.signal('leave')
    socket.receive({ n: 1 })
    world.signal('leave')
    assert.deepEqual(socket.of('ack'), [{ t: 'ack', n: 1 }])
    assert.lengthOf(socket.of('ping'), 0)
  })

  test('acknowledges at once when many frames have come', ({ assert }) => {
    const world = new World()
    const socket = world.connect()
    for (let n = 1; n <= 20; n++) socket.receive({ n })
    assert.deepEqual(socket.of('ack'), [{ t: 'ack', n: 20 }])
  })
})

test.group('Connection: events over several sockets', () => {
  test('sends again what the server has not run, in order, with the same ids', ({ assert }) => {
    const world = new World()
    const socket = world.connect()
    void world.client.call('CartState', 'add', [1])
    void world.client.call('CartState', 'add', [2])
    void world.client.call('CartState', 'add', [3])
    socket.drop()
    void world.client.call('CartState', 'add', [4])
    world.clock.advance(10_000)
    world.welcome({ id: 1 })
    assert.equal(world.socket.of('hello')[0].id, 3)
    assert.deepEqual(
      world.socket.of('event').map(({ id, a }) => [id, a![0]]),
      [
        [2, 2],
        [3, 3],
        [4, 4],
      ]
    )
  })

  test('settles an event whose answer comes over the next socket', async ({ assert }) => {
    const world = new World()
    world.connect()
    const first = world.client.call('CartState', 'add', [1])
    world.reconnect({ id: 1 })
    assert.lengthOf(world.socket.of('event'), 0)
    assert.equal(await outcome(first), 'pending')
    world.socket.receive({ n: 1, id: 1, r: 'added' })
    assert.equal(await outcome(first), 'added')
  })

  test('settles an event that has run, but whose answer is lost', async ({ assert }) => {
    const world = new World()
    world.connect()
    const run = world.client.call('CartState', 'add', [1])
    const waiting = world.client.call('CartState', 'add', [2])
    world.reconnect({
      resumed: false,
      id: 1,
      n: 7,
      snapshot: { page: pageInfo(), states: bootData().states },
    })
    assert.isUndefined(await outcome(run))
    assert.equal(await outcome(waiting), 'pending')
    assert.deepEqual(
      world.socket.of('event').map(({ id }) => id),
      [2]
    )
  })

  test('rejects what may or may not have run in a tab that is gone', async ({ assert }) => {
    const world = new World()
    world.connect()
    const sent = world.client.call('CartState', 'add', [1])
    world.socket.drop()
    const waiting = world.client.call('CartState', 'add', [2])
    world.clock.advance(10_000)
    world.welcome({
      resumed: false,
      fresh: true,
      id: 1,
      n: 0,
      snapshot: { page: pageInfo(), states: bootData().states },
    })
    assert.equal(await outcome(sent), 'rejected: E_OUTCOME_UNKNOWN')
    assert.equal(await outcome(waiting), 'pending')
    assert.deepEqual(
      world.socket.of('event').map(({ id, a }) => [id, a![0]]),
      [[2, 2]]
    )
  })

  test('drops temporal events without a connection, and does not send them twice', async ({
    assert,
  }) => {
    const world = new World()
    world.client.connect()
    assert.isUndefined(
      await outcome(world.client.call('CartState', 'search', ['a'], { temporal: true }))
    )
    world.welcome()
    const sent = world.client.call('CartState', 'search', ['b'], { temporal: true })
    assert.lengthOf(world.socket.of('event'), 1)
    world.reconnect()
    assert.isUndefined(await outcome(sent))
    assert.lengthOf(world.socket.of('event'), 0)
  })

  test('rejects an event that the server refuses to take', async ({ assert }) => {
    const world = new World()
    const socket = world.connect()
    const refused = world.client.call('CartState', 'add', [1])
    const next = world.client.call('CartState', 'add', [2])
    socket.receive({ t: 'error', id: 1, status: 429, code: 'E_QUEUE_FULL', message: 'Slow down' })
    socket.receive({ n: 1, id: 2 })
    assert.equal(await outcome(refused), 'rejected: E_QUEUE_FULL')
    assert.isUndefined(await outcome(next))
  })

  test('does not send the event again that was too large for a frame', async ({ assert }) => {
    const world = new World()
    world.connect()
    const small = world.client.call('CartState', 'add', ['x'])
    const large = world.client.call('CartState', 'add', ['x'.repeat(1_000)])
    world.socket.drop(CloseCode.TooLarge)
    world.clock.advance(10_000)
    world.welcome()
    assert.equal(await outcome(large), 'rejected: E_FRAME_TOO_LARGE')
    assert.equal(await outcome(small), 'pending')
    assert.lengthOf(world.socket.of('event'), 1)
  })
})

test.group('Connection: losing it', () => {
  test('waits longer from attempt to attempt, up to a limit', ({ assert }) => {
    const world = new World()
    world.random = 1
    world.client.connect()
    const delays: number[] = []
    for (let attempt = 0; attempt < 8; attempt++) {
      world.socket.drop()
      const { length } = world.sockets
      const start = world.clock.time
      while (world.sockets.length === length) world.clock.advance(50)
      delays.push(world.clock.time - start)
    }
    assert.deepEqual(delays, [500, 1000, 2000, 4000, 8000, 10000, 10000, 10000])
  })

  test('waits a quarter of a second at least', ({ assert }) => {
    const world = new World()
    world.connect()
    world.socket.drop(CloseCode.GoingAway)
    world.clock.advance(249)
    assert.lengthOf(world.sockets, 1)
    world.clock.advance(1)
    assert.lengthOf(world.sockets, 2)
  })

  test('begins with short delays again after a connection that held', ({ assert }) => {
    const world = new World()
    world.random = 1
    world.client.connect()
    for (let attempt = 0; attempt < 6; attempt++) {
      world.socket.drop()
      world.clock.advance(10_000)
    }
    world.welcome()
    world.clock.advance(6_000)
    const { length } = world.sockets
    world.socket.drop()
    world.clock.advance(500)
    assert.lengthOf(world.sockets, length + 1)
  })

  test('keeps its distance when it was too much for the server', ({ assert }) => {
    const world = new World()
    world.connect()
    world.socket.drop(CloseCode.TooMuch)
    world.clock.advance(4_999)
    assert.lengthOf(world.sockets, 1)
    world.clock.advance(1)
    assert.lengthOf(world.sockets, 2)
  })

  test('tells how long there has been no connection', ({ assert }) => {
    const world = new World()
    const { store } = world.client
    const start = world.clock.time
    world.client.connect()
    assert.deepInclude(store.connection, { status: 'connecting', since: start })
    world.welcome()
    assert.deepInclude(store.connection, { status: 'connected', since: null })
    world.clock.advance(1_000)
    world.socket.drop()
    assert.deepInclude(store.connection, { status: 'reconnecting', since: start + 1_000 })
    world.clock.advance(10_000)
    world.socket.drop()
    assert.deepInclude(store.connection, { status: 'reconnecting', since: start + 1_000 })
  })

  test('finds out by a ping that the server is gone', ({ assert }) => {
    const world = new World()
    const socket = world.connect()
    world.clock.advance(25_000)
    assert.lengthOf(socket.of('ping'), 1)
    socket.receive({ t: 'pong' })
    world.clock.advance(25_000)
    assert.lengthOf(socket.of('ping'), 2)
    world.clock.advance(10_000)
    assert.isTrue(socket.closed)
    assert.equal(world.client.store.connection.status, 'reconnecting')
  })

  test('connects at once when the browser is online again, or the page is seen', ({ assert }) => {
    for (const signal of ['online', 'visible'] as const) {
      const world = new World()
      world.connect()
      world.socket.drop()
      world.signal(signal)
      assert.lengthOf(world.sockets, 2, signal)
    }
  })

  test('asks whether the connection is still there when the browser reports a change', ({
    assert,
  }) => {
    for (const signal of ['online', 'offline', 'visible'] as const) {
      const world = new World()
      const socket = world.connect()
      world.signal(signal)
      assert.lengthOf(socket.of('ping'), 1, signal)
      world.clock.advance(5_000)
      assert.isTrue(socket.closed, signal)
    }
  })

  test('stops for good when an operator has ended its tab, and keeps what they say', ({
    assert,
  }) => {
    const world = new World()
    world.connect()
    world.socket.drop(CloseCode.Kicked, 'Closed for tonight')
    world.clock.advance(60_000)
    world.signal('visible')
    assert.lengthOf(world.sockets, 1)
    assert.deepEqual(world.loads, [])
    assert.deepInclude(world.client.store.connection, {
      status: 'stopped',
      reason: 'kicked',
      message: 'Closed for tonight',
    })
  })

  test('stops for good when another window has taken its place', async ({ assert }) => {
    const world = new World()
    world.connect()
    const waiting = world.client.call('CartState', 'add', [1])
    world.socket.drop(CloseCode.Replaced)
    world.clock.advance(60_000)
    world.signal('visible')
    assert.lengthOf(world.sockets, 1)
    assert.deepInclude(world.client.store.connection, { status: 'stopped', reason: 'replaced' })
    assert.equal(await outcome(waiting), 'rejected: E_CONNECTION_CLOSED')
    const later = world.client.call('CartState', 'add', [2])
    assert.equal(await outcome(later), 'rejected: E_CONNECTION_CLOSED')
  })

  test('leaves nothing running when it is closed', ({ assert }) => {
    const world = new World()
    const socket = world.connect()
    socket.receive({ n: 1 })
    world.client.close()
    assert.isTrue(socket.closed)
    assert.equal(world.clock.pending, 0)
    assert.equal(world.client.store.connection.status, 'stopped')
  })

  test('remembers that the server has a newer build', ({ assert }) => {
    const world = new World()
    world.connect()
    assert.isFalse(world.client.store.connection.outdated)
    world.reconnect({ build: 'build-2' })
    assert.isTrue(world.client.store.connection.outdated)
  })
})
