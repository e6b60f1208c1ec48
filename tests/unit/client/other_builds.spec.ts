/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { headlessEnvironment } from '../../../src/client/main.ts'
import { Refusals } from '../../../src/client/refusals.ts'
import { CloseCode } from '../../../src/protocol/main.ts'
import { BrowserStorage } from '../../../src/testing/browser/browser_storage.ts'
import { World, bootData, nextDocument, outcome, pageInfo, refuse } from './support.ts'

const { TokenRefused, OtherBuild, VersionMismatch, BadHello, PageGone } = CloseCode

test.group('A server of another build', () => {
  test('is told what the page uses when it asks, and from then on at once', ({ assert }) => {
    const world = new World()
    world.client.connect()
    world.socket.open()
    assert.notProperty(world.socket.of('hello')[0], 'uses')
    world.socket.receive({ t: 'build', build: 'build-2' })
    const [, second] = world.socket.of('hello')
    assert.deepEqual(second.uses, {
      page: 'resources/pages/cart.tsx',
      states: {
        $app: [['isAuthenticated', 'currentUser', 'messages', 'language'], []],
        CartState: [
          ['items', 'total'],
          ['add', 'load', 'search', 'clear'],
        ],
      },
    })
    world.welcome({ build: 'build-2' })
    assert.isTrue(world.client.store.connection.outdated)
    world.socket.drop()
    world.clock.advance(10_000)
    world.socket.open()
    assert.property(world.socket.of('hello')[0], 'uses')

    // Its own build is there again
    world.welcome({ build: 'build-1' })
    assert.isFalse(world.client.store.connection.outdated)
    world.socket.drop()
    world.clock.advance(10_000)
    world.socket.open()
    assert.notProperty(world.socket.of('hello')[0], 'uses')
  })

  for (const [name, least] of [
    ['aNameOfAVar', 2_000],
    // Of three bytes each: a server counts these
    ['購物車的變數', 1_000],
  ] as const)
    test(`asks anew each time for what is too long to be said unasked: ${name}`, ({ assert }) => {
      const boot = bootData()
      for (let count = 0; count < least; count++) boot.states.CartState.v[`${name}${count}`] = 0
      const world = new World({ boot })
      world.client.connect()
      for (let time = 0; time < 2; time++) {
        world.socket.open()
        assert.notProperty(world.socket.of('hello')[0], 'uses')
        world.socket.receive({ t: 'build', build: 'build-2' })
        const [vars] = world.socket.of('hello')[1].uses!.states.CartState
        assert.isAbove(vars.length, least)
        world.welcome({ build: 'build-2' })
        world.socket.drop()
        world.clock.advance(10_000)
      }
    })

  test('that has nothing for the document may have others beside it; then a new one is loaded', ({
    assert,
  }) => {
    for (const code of [TokenRefused, OtherBuild, VersionMismatch, BadHello]) {
      const world = new World()
      world.client.connect()
      refuse(world, code, 3)
      assert.deepEqual(world.loads, [])
      assert.equal(world.client.store.connection.status, 'reconnecting')
      world.clock.advance(10_000)
      refuse(world, code, 1)
      assert.deepEqual(world.loads, ['reload'])
    }
  })

  test('is forgotten when another one takes the document', ({ assert }) => {
    const world = new World()
    world.client.connect()
    refuse(world, OtherBuild, 3)
    world.clock.advance(10_000)
    world.welcome()
    world.socket.drop()
    world.clock.advance(10_000)
    refuse(world, OtherBuild, 3)
    assert.deepEqual(world.loads, [])
  })

  test('brings no reload while somebody types, but not for ever', ({ assert }) => {
    let now = 1_000_000
    const environment = { ...headlessEnvironment(), now: () => now, storage: new BrowserStorage() }
    const typed = new Refusals(environment)
    const remedies = Array.from({ length: 5 }, () => typed.remedy(now - 1_499))
    assert.deepEqual(remedies, Array(5).fill('retry'))
    assert.equal(typed.remedy(now - 1_500), 'reload')
    const typing = new Refusals({ ...environment, storage: new BrowserStorage() })
    while (typing.remedy(now) === 'retry') now += 1_000
    assert.equal(now, 1_020_000)
  })

  test('does not have the document loaded again and again', ({ assert }) => {
    let world = new World()
    world.client.connect()
    const pauses: number[] = []
    for (let reload = 0; reload < 5; reload++) {
      const before = world.clock.time
      while (world.loads.length === 0) {
        refuse(world, TokenRefused, 1)
        if (world.loads.length === 0) world.clock.advance(1_000)
      }
      pauses.push(world.clock.time - before)
      world = nextDocument(world)
    }
    // Each pause is twice as long as the one before
    for (const [index, pause] of pauses.slice(1).entries()) {
      assert.isAtLeast(pause, 10_000 * 2 ** index)
      assert.isBelow(pause, 10_000 * 2 ** index + 5_000)
    }
    refuse(world, TokenRefused, 3)
    world.clock.advance(10_000)
    refuse(world, TokenRefused, 1)
    assert.deepEqual(world.loads, [])
    assert.deepInclude(world.client.store.connection, { status: 'stopped', reason: 'refused' })
  })

  test('brings no reload where nobody could remember it', ({ assert }) => {
    const world = new World({ environment: { storage: undefined } })
    world.client.connect()
    refuse(world, TokenRefused, 3)
    world.clock.advance(10_000)
    refuse(world, TokenRefused, 1)
    assert.deepEqual(world.loads, [])
    assert.equal(world.client.store.connection.reason, 'refused')
  })

  test('may not have the page at all: it stays as it is, and says so', ({ assert }) => {
    const world = new World()
    world.client.connect()
    refuse(world, PageGone, 10)
    assert.deepEqual(world.loads, [])
    assert.deepInclude(world.client.store.connection, { status: 'reconnecting', reason: 'gone' })
    world.clock.advance(10_000)
    world.welcome()
    assert.deepInclude(world.client.store.connection, { status: 'connected', reason: null })
  })

  test('is asked for no page, but for a document: the files of its pages are others', async ({
    assert,
  }) => {
    // It answers no navigation that an older server has not run
    const world = new World()
    world.connect()
    world.socket.drop()
    const waiting = world.client.pages.navigate('/products')
    world.clock.advance(10_000)
    world.socket.open()
    world.welcome({ build: 'build-2' })
    assert.lengthOf(world.socket.of('nav'), 0)
    assert.deepEqual(world.loads, ['assign https://shop.test/products'])
    assert.equal(await outcome(waiting), 'pending')

    // Nor does one that has nothing for this page
    const refused = new World()
    refused.connect()
    refused.socket.drop()
    void refused.client.pages.navigate('/products')
    refused.clock.advance(10_000)
    refuse(refused, OtherBuild, 1)
    assert.deepEqual(refused.loads, ['assign https://shop.test/products'])
  })
})

test.group('A note of reloads that is damaged', () => {
  test('allows one, and no loop: {note}')
    .with(
      [
        '',
        'null',
        '5',
        '"abc"',
        '[]',
        '{"at":"x","count":"y"}',
        '{"at":null,"count":3}',
        '{"at":1000000,"count":-7}',
        '{"at":1000000,"count":1e9}',
        '{"at":1000000,"count":0.5}',
      ].map((note) => ({ note }))
    )
    .run(({ assert }, { note }) => {
      const world = new World()
      world.session.setItem('reflex:reload', note)
      world.client.connect()
      refuse(world, TokenRefused, 3)
      world.clock.advance(10_000)
      refuse(world, TokenRefused, 1)
      assert.lengthOf(world.loads, 1)
      assert.containsSubset(JSON.parse(world.session.getItem('reflex:reload')!), { count: 1 })
    })
})

test.group('Calls without an answer, when the document is loaded again', () => {
  const boot = { token: 'tab-1.1.seal' }

  /** A document whose calls have no answer when it is loaded again. */
  function reloaded(calls: (world: World) => void): World {
    const world = new World({ boot })
    world.client.connect()
    world.welcome({ token: boot.token })
    calls(world)
    world.socket.drop()
    world.clock.advance(10_000)
    refuse(world, OtherBuild, 3)
    world.clock.advance(10_000)
    refuse(world, OtherBuild, 1)
    assert(world)
    return world
  }
  const assert = (world: World) => {
    if (world.loads.length !== 1) throw new Error('The document was not loaded again')
  }

  test('are made in the next one, each once', ({ assert: is }) => {
    const before = reloaded((world) => {
      void world.client.call('CartState', 'add', [1])
      void world.client.call('CartState', 'add', [2])
      world.socket.drop()
      void world.client.call('CartState', 'add', [3])
      void world.client.call('CartState', 'search', ['a'], { temporal: true })
    })
    const after = nextDocument(before, boot)
    after.socket.open()
    is.equal(after.socket.of('hello')[0].id, 2)
    // The first has run
    after.welcome({ id: 1 })
    is.deepEqual(
      after.socket.of('event').map(({ id, e, a }) => [id, e, a]),
      [
        [2, 'add', [2]],
        [3, 'add', [3]],
      ]
    )
    after.socket.receive({ n: 1, id: 2 })
    after.socket.receive({ n: 2, id: 3 })
    is.deepEqual(after.client.toasts.list(), [])
    // They are over: another document has none of them
    const last = nextDocument(after, boot)
    last.welcome({ id: 3 })
    is.lengthOf(last.socket.of('event'), 0)
  })

  test('end with their answers where they run in the background', ({ assert: is }) => {
    const before = reloaded((world) => void world.client.call('CartState', 'add', [1]))
    const after = nextDocument(before, boot)
    after.welcome({ id: 1, tasks: [1] })
    is.lengthOf(after.socket.of('event'), 0)
    is.deepEqual(after.client.toasts.list(), [])
    after.socket.receive({
      n: 1,
      e: 1,
      x: { status: 409, code: 'E_SOLD_OUT', message: 'Sold out' },
    })
    is.lengthOf(after.client.toasts.list(), 1)
  })

  test('are told to their user where the next build does not know them', ({ assert: is }) => {
    const before = reloaded((world) => void world.client.call('CartState', 'add', [1]))
    const after = nextDocument(before, boot)
    after.welcome()
    after.socket.receive({
      n: 1,
      id: 1,
      x: { status: 404, code: 'E_EVENT_UNKNOWN', message: 'No event "add"' },
    })
    const [toast] = after.client.toasts.list()
    is.match(toast.message, /updated meanwhile.*was not made: please make it again/)
  })

  test('are told to their user where they must not be stored, or the tab is another one', ({
    assert: is,
  }) => {
    const secret = reloaded((world) => {
      void world.client.call('CartState', 'add', [{ password: 'hunter2' }])
    })
    is.notInclude(secret.session.getItem('reflex:calls')!, 'hunter2')
    const moved = reloaded((world) => void world.client.call('CartState', 'add', [1]))
    for (const after of [nextDocument(secret, boot), nextDocument(moved)]) {
      after.welcome()
      is.lengthOf(after.socket.of('event'), 0)
      // What a server has drawn has no toasts
      is.deepEqual(after.client.toasts.list(), [])
      after.client.ready()
      is.match(after.client.toasts.list()[0].message, /not known whether your last change/)
    }
  })

  test('are forgotten when the document has stayed and made them', ({ assert: is }) => {
    const world = reloaded(({ client }) => void client.call('CartState', 'add', [1]))
    world.clock.advance(10_000)
    world.welcome({ token: boot.token })
    is.lengthOf(world.socket.of('event'), 1)
    const after = nextDocument(world, boot)
    after.welcome()
    is.lengthOf(after.socket.of('event'), 0)
  })

  test('that are damaged are left out, and nothing else is: {calls}')
    .with(
      [
        'null',
        '5',
        '"a"',
        '[]',
        '{"tab":"tab-1"}',
        '{"tab":"tab-1","calls":{}}',
        '{"tab":"tab-1","calls":"ab"}',
        '{"tab":5,"calls":[{"id":1,"frame":{"t":"event","s":"CartState","e":"add"}}]}',
        ...[
          'null',
          '5',
          '{}',
          '{"id":1}',
          '{"id":1,"frame":null}',
          '{"id":1,"frame":[]}',
          '{"id":1,"frame":{"t":"nav","url":"/"}}',
          '{"id":"1","frame":{"t":"event","s":"CartState","e":"add"}}',
          '{"id":-1,"frame":{"t":"event","s":"CartState","e":"add"}}',
          '{"id":1e300,"frame":{"t":"event","s":"CartState","e":"add"}}',
          '{"id":1,"user":5,"frame":{"t":"event","s":"CartState","e":"add"}}',
          '{"id":1,"frame":{"t":"event","s":5,"e":"add"}}',
          '{"id":1,"frame":{"t":"event","s":"CartState","e":["add"]}}',
          '{"id":1,"frame":{"t":"event","s":"CartState","e":"add","a":{}}}',
          '{"id":1,"frame":{"t":"event","s":"CartState","e":"add","f":"x"}}',
          '{"id":1,"frame":{"t":"event","s":"CartState","e":"add","id":7}}',
          '{"id":1,"isSecret":1,"frame":{"t":"event","s":"CartState","e":"add"}}',
        ].map((call) => `{"tab":"tab-1","calls":[${call},GOOD]}`),
      ].map((calls) => ({ calls }))
    )
    .run(({ assert: is }, { calls }) => {
      const world = new World({ boot })
      const good = { id: 0, frame: { t: 'event', s: 'CartState', e: 'add', a: [2] } }
      world.session.setItem('reflex:calls', calls.replace('GOOD', JSON.stringify(good)))
      world.client.connect()
      world.welcome({ token: boot.token })
      is.deepEqual(
        world.socket.of('event').map(({ id, e, a }) => [id, e, a]),
        calls.includes('GOOD') ? [[1, 'add', [2]]] : []
      )
      is.isNull(world.session.getItem('reflex:calls'))
      is.deepEqual(world.client.toasts.list(), [])
    })

  test('in the document as it was are what they were', ({ assert: is }) => {
    const world = new World({ boot: { ...bootData(), page: pageInfo() } })
    world.session.setItem('reflex:calls', 'no JSON')
    world.client.connect()
    world.welcome()
    is.lengthOf(world.socket.of('event'), 0)
  })
})
