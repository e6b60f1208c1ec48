/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { ReflexError } from '../../../src/client/main.ts'
import type { Host } from '../../../src/client/main.ts'
import { SET } from '../../../src/protocol/main.ts'
import type { Action } from '../../../src/protocol/main.ts'
import { World, bootData, captureConsole, cartSnapshot, outcome, pageInfo } from './support.ts'

const home = pageInfo({
  id: 'resources/pages/home.tsx',
  url: '/',
  route: 'home',
  states: ['$app', 'HomeState'],
})

/** A host that writes down what it is asked for. */
function attach(world: World, change: Partial<Host> = {}): string[] {
  const calls: string[] = []
  world.client.attach({
    visit: (url, { replace }) => calls.push(`visit ${url}${replace ? ' replace' : ''}`),
    move: (url, { replace }) => calls.push(`move ${url}${replace ? ' replace' : ''}`),
    refresh: () => calls.push('refresh'),
    ...change,
  })
  return calls
}

test.group('Client: events', () => {
  test('resolves with what the handler returned', async ({ assert }) => {
    const world = new World()
    const socket = world.connect()
    const call = world.client.call('CartState', 'add', [{ productId: 1 }])
    assert.deepEqual(socket.of('event'), [
      { t: 'event', id: 1, s: 'CartState', e: 'add', a: [{ productId: 1 }], n: 0 },
    ])
    socket.receive({ n: 1, id: 1, r: { count: 3 } })
    assert.deepEqual(await call, { count: 3 })
  })

  test('has taken up the changes of an event before its promise resolves', async ({ assert }) => {
    const world = new World()
    const socket = world.connect()
    const seen = world.client
      .call('CartState', 'add')
      .then(() => world.client.store.state('CartState')!.vars.total)
    socket.receive({ n: 1, id: 1, d: { CartState: [[SET, ['total'], 9]] } })
    assert.equal(await seen, 9)
  })

  test('waits for the end of an event in the background', async ({ assert }) => {
    const world = new World()
    const socket = world.connect()
    const call = world.client.call('CartState', 'add')
    socket.receive({ n: 1, id: 1, b: 1 })
    socket.receive({ n: 2, d: { CartState: [[SET, ['total'], 5]] } })
    assert.equal(world.client.store.state('CartState')!.vars.total, 5)
    const second = world.client.call('CartState', 'add')
    socket.receive({ n: 3, id: 2, r: 'second' })
    assert.equal(await second, 'second')
    socket.receive({ n: 4, e: 1, r: 'first' })
    assert.equal(await call, 'first')
  })

  test('a form waits for its beginning only, and a toast tells of a later failure', async ({
    assert,
  }) => {
    const world = new World()
    const socket = world.connect()
    const call = world.client.call('CartState', 'add', [], { form: new FormData() })
    socket.receive({ n: 1, id: 1, b: 1 })
    assert.isUndefined(await call)
    const x = { status: 409, code: 'E_SOLD_OUT', message: 'Sold out' }
    socket.receive({ n: 2, e: 1, x })
    assert.equal(world.client.toasts.list()[0].message, 'Sold out')
  })

  test('an event that was cancelled rejects without a toast', async ({ assert }) => {
    const world = new World()
    const socket = world.connect()
    const calls = attach(world, { failed: () => void calls.push('failed') })
    const call = world.client.call('CartState', 'add')
    socket.receive({ n: 1, id: 1, b: 1 })
    socket.receive({ n: 2, e: 1, x: { status: 499, code: 'E_EVENT_CANCELLED', message: 'Ended' } })
    assert.equal(await outcome(call), 'rejected: E_EVENT_CANCELLED')
    assert.lengthOf(world.client.toasts.list(), 0)
    assert.deepEqual(calls, [])
  })

  test('after a snapshot, waits for the events in the background that run still', async ({
    assert,
  }) => {
    const world = new World()
    const socket = world.connect()
    const running = world.client.call('CartState', 'add')
    const over = world.client.call('CartState', 'add')
    socket.receive({ n: 1, id: 1, b: 1 })
    socket.receive({ n: 2, id: 2, b: 1 })
    const next = world.reconnect({
      id: 2,
      n: 5,
      resumed: false,
      tasks: [1],
      snapshot: { page: pageInfo(), states: { CartState: cartSnapshot() } },
    })
    assert.isUndefined(await over)
    next.receive({ n: 6, e: 1, r: 'at last' })
    assert.equal(await running, 'at last')
    assert.lengthOf(next.of('event'), 0)
  })

  for (const isHeard of [false, true]) {
    test(`a form has begun also where ${isHeard ? 'its beginning and ' : ''}a snapshot says so`, async ({
      assert,
    }) => {
      const world = new World()
      const socket = world.connect()
      const call = world.client.call('CartState', 'add', [], { form: new FormData() })
      const other = world.client.call('CartState', 'add', [])
      if (isHeard) socket.receive({ n: 1, id: 1, b: 1 })
      const next = world.reconnect({
        id: 2,
        n: 5,
        resumed: false,
        tasks: [1, 2],
        snapshot: { page: pageInfo(), states: { CartState: cartSnapshot() } },
      })
      assert.isUndefined(await outcome(call))
      assert.equal(await outcome(other), 'pending')
      const x = { status: 409, code: 'E_SOLD_OUT', message: 'Sold out' }
      next.receive({ n: 6, e: 1, x })
      assert.equal(world.client.toasts.list()[0].message, 'Sold out')
      next.receive({ n: 7, e: 2, r: 'at last' })
      assert.equal(await other, 'at last')
    })
  }

  test('resolves with nothing when validation has failed', async ({ assert }) => {
    const world = new World()
    const socket = world.connect()
    const call = world.client.call('CartState', 'add')
    socket.receive({
      n: 1,
      id: 1,
      d: { CartState: [[SET, ['errors'], { productId: 'Required' }]] },
      x: { status: 422, code: 'E_VALIDATION_ERROR', message: 'Validation failure' },
    })
    assert.isUndefined(await call)
    assert.deepEqual(world.client.store.state('CartState')!.vars.errors, { productId: 'Required' })
    assert.lengthOf(world.client.toasts.list(), 0)
  })

  test('rejects with any other failure and shows it', async ({ assert }) => {
    assert.plan(4)
    const world = new World()
    const socket = world.connect()
    const call = world.client.call('CartState', 'add')
    socket.receive({
      n: 1,
      id: 1,
      x: { status: 409, code: 'E_OUT_OF_STOCK', message: 'Sold out', requestId: 'abc' },
    })
    try {
      await call
    } catch (error) {
      assert.instanceOf(error, ReflexError)
      assert.include(error, { status: 409, code: 'E_OUT_OF_STOCK', requestId: 'abc' })
      assert.equal((error as Error).message, 'Sold out')
    }
    assert.containSubset(world.client.toasts.list(), [{ level: 'error', message: 'Sold out' }])
  })

  test('never rejects a form action, but shows its failure', async ({ assert }) => {
    const world = new World()
    const socket = world.connect()
    const call = world.client.call('CartState', 'add', [], { form: new FormData() })
    socket.receive({ n: 1, id: 1, x: { status: 500, code: 'E_EVENT_FAILED', message: 'Oh no' } })
    assert.isUndefined(await call)
    assert.lengthOf(world.client.toasts.list(), 1)
  })

  test('says which arguments are a form', ({ assert }) => {
    const world = new World()
    const socket = world.connect()
    const form = new FormData()
    form.append('name', ' Ada ')
    void world.client.events.caller('CartState', 'add')(form)
    void world.client.events.caller('CartState', 'add')({ name: 'Ada' })
    assert.deepEqual(socket.of('event'), [
      { t: 'event', id: 1, s: 'CartState', e: 'add', a: ['name=+Ada+'], f: 1, n: 0 },
      { t: 'event', id: 2, s: 'CartState', e: 'add', a: [{ name: 'Ada' }], n: 0 },
    ])
  })

  test('says more about a failure in development', async ({ assert, cleanup }) => {
    const errors = captureConsole('error', cleanup)
    const world = new World({ boot: { development: true } })
    const socket = world.connect()
    const call = world.client.call('CartState', 'add')
    const x = { status: 500, code: 'E_SQL', message: 'No such table', stack: 'at cart_state.ts:9' }
    socket.receive({ n: 1, id: 1, x })
    await assert.rejects(() => call, 'No such table')
    assert.containSubset(world.client.toasts.list(), [{ description: 'E_SQL' }])
    assert.deepEqual(errors, ['[reflex] CartState.add: at cart_state.ts:9'])
  })

  test('says in development what the developer can do', async ({ assert, cleanup }) => {
    const errors = captureConsole('error', cleanup)
    const world = new World({ boot: { development: true } })
    const socket = world.connect()
    const call = world.client.call('CartState', 'add')
    const help = 'Raise limits.queue in config/reflex.ts'
    const x = { status: 429, code: 'E_QUEUE_FULL', message: 'Too much is waiting', help }
    socket.receive({ n: 1, id: 1, x })
    const failure = await call.catch((error: ReflexError) => error)
    assert.containSubset(failure, { help })
    assert.containSubset(world.client.toasts.list(), [
      { message: 'Too much is waiting', description: `E_QUEUE_FULL: ${help}` },
    ])
    assert.include(errors[0], help)
  })

  test('shows no toast of a failure that the application has shown', async ({ assert }) => {
    const world = new World()
    const failures: string[] = []
    attach(world, {
      failed: (error, call) => failures.push(`${call.state}.${call.event}: ${error.code}`) > 0,
    })
    const socket = world.connect()
    const call = world.client.call('CartState', 'add')
    socket.receive({ n: 1, id: 1, x: { status: 500, code: 'E_EVENT_FAILED', message: 'Oh no' } })
    await assert.rejects(() => call, 'Oh no')
    assert.deepEqual(failures, ['CartState.add: E_EVENT_FAILED'])
    assert.lengthOf(world.client.toasts.list(), 0)
  })

  test('performs the actions of a frame in order', ({ assert }) => {
    const world = new World()
    const seen: string[] = []
    world.client.onAction = (action: Action) => seen.push(action.type)
    const calls = attach(world)
    const socket = world.connect()
    void world.client.call('CartState', 'add')
    socket.receive({
      n: 1,
      id: 1,
      a: [
        { type: 'toast', level: 'success', message: 'Added' },
        { type: 'redirect', url: '/checkout' },
      ],
    })
    assert.deepEqual(seen, ['toast', 'redirect'])
    assert.deepEqual(calls, ['visit /checkout'])
    assert.containSubset(world.client.toasts.list(), [{ level: 'success', message: 'Added' }])
  })

  test('performs the actions of news that answer no event', ({ assert }) => {
    const world = new World()
    world.connect().receive({ n: 1, a: [{ type: 'toast', level: 'info', message: 'Hello' }] })
    assert.containSubset(world.client.toasts.list(), [{ message: 'Hello' }])
  })
})

test.group('Client: navigation', () => {
  test('asks the server for the page, and keeps the old states until it is shown', async ({
    assert,
  }) => {
    const world = new World()
    attach(world)
    const socket = world.connect()
    const navigation = world.client.pages.navigate('https://shop.test/?q=1#top')
    assert.deepEqual(socket.of('nav'), [{ t: 'nav', id: 1, url: '/?q=1', n: 0 }])
    socket.receive({ n: 1, id: 1, p: home, s: { HomeState: { v: { news: [] }, e: [] } } })
    const result = await navigation
    assert.deepEqual(result, { page: home })
    assert.exists(world.client.store.state('CartState'))
    world.client.pages.commit(world.client.store.page)
    assert.isUndefined(world.client.store.state('CartState'))
    assert.exists(world.client.store.state('HomeState'))
  })

  test('shares one queue with events, so a page gets the events that were meant for it', ({
    assert,
  }) => {
    const world = new World()
    const socket = world.connect()
    void world.client.call('CartState', 'add')
    void world.client.pages.navigate('/')
    void world.client.call('HomeState', 'load')
    assert.deepEqual(
      socket.sent.slice(1).map((frame) => [frame.t, 'id' in frame && frame.id]),
      [
        ['event', 1],
        ['nav', 2],
        ['event', 3],
      ]
    )
  })

  test('sends what a debounce holds back before it leaves the page', ({ assert }) => {
    const world = new World()
    const socket = world.connect()
    void world.client.events.caller('CartState', 'search').debounce(300)('tea')
    void world.client.pages.navigate('/')
    assert.deepEqual(
      socket.sent.slice(1).map((frame) => frame.t),
      ['event', 'nav']
    )
  })

  test('hands a redirect to the router', async ({ assert }) => {
    const world = new World()
    attach(world)
    const socket = world.connect()
    const navigation = world.client.pages.navigate('/admin')
    socket.receive({ n: 1, id: 1, a: [{ type: 'redirect', url: '/login', replace: true }] })
    assert.deepEqual(await navigation, { redirect: '/login', replace: true })
  })

  test('loads an address that is not a page over HTTP', async ({ assert }) => {
    const world = new World()
    attach(world)
    const socket = world.connect()
    const navigation = world.client.pages.navigate('/docs')
    socket.receive({ n: 1, id: 1, a: [{ type: 'redirect', url: '/docs', reload: true }] })
    assert.equal(await outcome(navigation), 'pending')
    assert.deepEqual(world.loads, ['assign https://shop.test/docs'])
  })

  test('goes back to what it shows when the address was a download', async ({ assert }) => {
    const world = new World()
    attach(world)
    const socket = world.connect()
    const navigation = world.client.pages.navigate('/report.csv')
    socket.receive({ n: 1, id: 1, a: [{ type: 'redirect', url: '/report.csv', reload: true }] })
    world.clock.advance(10_000)
    assert.deepEqual(await outcome(navigation), { redirect: '/cart', replace: true })
  })

  test('rejects when the server refuses the page', async ({ assert }) => {
    const world = new World()
    const socket = world.connect()
    const navigation = world.client.pages.navigate('/admin')
    socket.receive({
      n: 1,
      id: 1,
      x: { status: 403, code: 'E_AUTHORIZATION_FAILURE', message: 'No' },
    })
    assert.equal(await outcome(navigation), 'rejected: E_AUTHORIZATION_FAILURE')
  })

  test('performs the actions of a navigation when its page is shown', async ({ assert }) => {
    const world = new World()
    attach(world)
    const socket = world.connect()
    const navigation = world.client.pages.navigate('/')
    socket.receive({
      n: 1,
      id: 1,
      p: home,
      a: [{ type: 'toast', level: 'info', message: 'Welcome' }],
    })
    await navigation
    assert.lengthOf(world.client.toasts.list(), 0)
    world.client.pages.commit(world.client.store.page)
    assert.lengthOf(world.client.toasts.list(), 1)
  })

  test('does not send a navigation that was given up before there was a connection', async ({
    assert,
  }) => {
    const world = new World()
    world.client.connect()
    const controller = new AbortController()
    const navigation = world.client.pages.navigate('/', controller.signal)
    controller.abort(new Error('given up'))
    const socket = world.welcome()
    assert.lengthOf(socket.of('nav'), 0)
    assert.equal(await outcome(navigation), 'rejected: given up')
  })

  test('does not follow a redirect of a navigation that was given up', async ({ assert }) => {
    const world = new World()
    attach(world)
    const socket = world.connect()
    const controller = new AbortController()
    const navigation = world.client.pages.navigate('/docs', controller.signal)
    controller.abort(new Error('given up'))
    socket.receive({ n: 1, id: 1, a: [{ type: 'redirect', url: '/docs', reload: true }] })
    assert.equal(await outcome(navigation), 'rejected: given up')
    assert.deepEqual(world.loads, [])
  })

  test('knows whether the server is at the page that is shown', async ({ assert }) => {
    const world = new World()
    world.connect()
    assert.isTrue(world.client.pages.isAt('/cart'))
    assert.isTrue(world.client.pages.isAt('/cart#items'))
    void world.client.pages.navigate('/')
    assert.isFalse(world.client.pages.isAt('/cart'))
  })

  test('asks again when the connection was lost with the answer', async ({ assert }) => {
    const world = new World()
    attach(world)
    world.connect()
    const navigation = world.client.pages.navigate('/')
    world.reconnect({
      resumed: false,
      id: 1,
      n: 3,
      snapshot: { page: pageInfo(), states: bootData().states },
    })
    assert.deepEqual(world.socket.of('nav'), [{ t: 'nav', id: 2, url: '/', n: 3 }])
    world.socket.receive({ n: 4, id: 2, p: home })
    assert.deepEqual(await navigation, { page: home })
  })

  test('loads the page over HTTP when the server has a newer build', async ({ assert }) => {
    const world = new World()
    const socket = world.connect({ build: 'build-2' })
    const navigation = world.client.pages.navigate('/?q=1#top')
    assert.equal(await outcome(navigation), 'pending')
    assert.deepEqual(world.loads, ['assign https://shop.test/?q=1#top'])
    assert.lengthOf(socket.of('nav'), 0)
  })
})

test.group('Client: pages that come by themselves', () => {
  test('has a snapshot shown without asking the server for it', async ({ assert }) => {
    const world = new World()
    const calls = attach(world)
    const page = pageInfo({ title: 'Cart' })
    const socket = world.connect({
      resumed: false,
      snapshot: { page, states: { CartState: cartSnapshot({ total: 2 }) } },
    })
    assert.deepEqual(calls, ['refresh'])
    assert.deepEqual(await world.client.pages.navigate('/cart'), { page })
    assert.lengthOf(socket.of('nav'), 0)
    void world.client.pages.navigate('/cart')
    assert.lengthOf(socket.of('nav'), 1)
  })

  test('does not follow a redirect of an event that was called before the user left', async ({
    assert,
  }) => {
    const world = new World()
    const visits = attach(world)
    const socket = world.connect()
    const { client } = world
    void client.call('CartState', 'add')
    void client.pages.navigate('/about')
    void client.call('CartState', 'add')
    // News, and the answer of the older event
    const a = [{ type: 'redirect' as const, url: '/far' }]
    socket.receive({ n: 1, a })
    socket.receive({ n: 2, id: 1, a: [...a, { type: 'title', title: 'Done' }] })
    assert.deepEqual(visits, [])
    socket.receive({ n: 3, id: 2, p: pageInfo({ url: '/about' }) })
    await Promise.resolve()
    socket.receive({ n: 4, id: 3, a: [{ type: 'redirect', url: '/near' }] })
    assert.deepEqual(visits, ['visit /near'])
    // Where an event leads is no navigation of the user
    void client.call('CartState', 'load')
    void client.pages.navigate('/near')
    socket.receive({ n: 5, id: 4, a })
    assert.deepEqual(visits, ['visit /near', 'visit /far'])
  })

  test('follows the redirect of a welcome', ({ assert }) => {
    const world = new World()
    const calls = attach(world)
    world.connect({ resumed: false, fresh: true, actions: [{ type: 'redirect', url: '/login' }] })
    assert.deepEqual(calls, ['visit /login'])
  })

  test('follows redirects by itself, and shows pages at once, without a host', ({ assert }) => {
    const world = new World()
    const socket = world.connect()
    socket.receive({ n: 1, a: [{ type: 'redirect', url: '/' }] })
    assert.deepEqual(
      socket.of('nav').map(({ url }) => url),
      ['/']
    )
    socket.receive({ n: 2, id: 1, p: home, s: { HomeState: { v: {}, e: [] } } })
    assert.isUndefined(world.client.store.state('CartState'))
  })
})

test.group('Client: prefetching', () => {
  test('asks once for each address', async ({ assert }) => {
    const world = new World()
    const socket = world.connect()
    const first = world.client.prefetch('https://shop.test/#a')
    const second = world.client.prefetch('/')
    assert.deepEqual(socket.of('prefetch'), [{ t: 'prefetch', url: '/' }])
    socket.receive({ t: 'prefetch', url: '/', page: home.id })
    assert.equal(await first, home.id)
    assert.equal(await second, home.id)
    assert.equal(await world.client.prefetch('/'), home.id)
    assert.equal(world.client.prefetched('/'), home.id)
    assert.lengthOf(socket.of('prefetch'), 1)
  })

  test('asks for no page of another origin, nor for what is no address: {$self}')
    .with([
      'https://bank.test/',
      '//bank.test/products',
      'http://[',
      'https://',
      'mailto:a@shop.test',
    ])
    .run(async ({ assert }, url) => {
      const world = new World()
      const socket = world.connect()
      assert.isNull(await world.client.prefetch(url))
      assert.isNull(world.client.prefetched(url))
      assert.deepEqual(socket.of('prefetch'), [])
    })

  test('knows of no page without a connection', async ({ assert }) => {
    const world = new World()
    assert.isNull(await world.client.prefetch('/'))
    world.connect()
    const waiting = world.client.prefetch('/')
    world.socket.drop()
    assert.isNull(await waiting)
    assert.isNull(world.client.prefetched('/'))
  })
})
