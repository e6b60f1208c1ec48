/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import type { ReflexError } from '../../../src/client/main.ts'
import type { Message } from '../../../src/client/outbox.ts'
import { ownPath, requestPath } from '../../../src/protocol/main.ts'
import type { Action, UpdateFrame } from '../../../src/protocol/main.ts'
import { World, bootData, captureConsole, outcome, pageInfo } from './support.ts'

const CODE = 'rejected: E_ANSWER_UNREADABLE'

/** The snapshot that a browser gets which could not take a frame up. */
const SNAPSHOT = {
  resumed: false,
  id: 1,
  n: 5,
  snapshot: { page: pageInfo(), states: bootData().states },
}

const fails = () => {
  throw new Error('cannot be taken up')
}

test.group('An answer that cannot be taken up', () => {
  test('rejects its navigation, and the tab goes on', async ({ assert, cleanup }) => {
    const lines = captureConsole('error', cleanup)
    const world = new World()
    world.client.onAction = fails
    const socket = world.connect()
    const navigation = world.client.pages.navigate('/')
    socket.receive({ n: 1, id: 1, a: [{ type: 'title', title: 'Home' }] })
    assert.equal(await outcome(navigation), CODE)
    assert.include(lines.join('\n'), 'cannot be taken up')
    world.client.onAction = undefined
    const next = world.reconnect(SNAPSHOT)
    const call = world.client.call('CartState', 'add')
    next.receive({ n: 6, id: 2, r: 'added' })
    assert.equal(await outcome(call), 'added')
  })

  test('rejects its call, and tells of it', async ({ assert, cleanup }) => {
    captureConsole('error', cleanup)
    const world = new World()
    const socket = world.connect()
    const call = world.client.call('CartState', 'add', [], { refused: fails })
    const x = { status: 422, code: 'E_VALIDATION_ERROR', message: 'No', errors: { a: 'is odd' } }
    socket.receive({ n: 1, id: 1, x })
    assert.equal(await outcome(call), CODE)
    assert.lengthOf(world.client.toasts.list(), 1)
  })

  test('fails the message of a feature', ({ assert, cleanup }) => {
    captureConsole('error', cleanup)
    const world = new World()
    const failures: string[] = []
    const message: Message = {
      frame: { t: 'event', s: 'CartState', e: 'add' },
      answer: fails,
      over: () => failures.push('over'),
      fail: ({ code, status }: ReflexError) => failures.push(`${code} ${status}`),
    }
    const socket = world.connect()
    world.client.features.use({
      name: 'sender',
      create: ({ send }) => {
        send(message)
        return {}
      },
    })
    socket.receive({ n: 1, id: 1 })
    assert.deepEqual(failures, ['E_ANSWER_UNREADABLE 500'])
  })

  test('keeps no other answer of a welcome from its call', async ({ assert, cleanup }) => {
    captureConsole('error', cleanup)
    const world = new World()
    world.connect()
    const first = world.client.call('CartState', 'add', [], { refused: fails })
    const second = world.client.call('CartState', 'add')
    const x = { status: 422, code: 'E_VALIDATION_ERROR', message: 'No' }
    world.reconnect({
      ...SNAPSHOT,
      id: 2,
      answers: [
        { id: 1, x },
        { id: 2, r: 'added' },
      ],
    })
    assert.equal(await outcome(first), CODE)
    assert.equal(await outcome(second), 'added')
    assert.equal(world.client.store.connection.status, 'connected')
  })

  test('leaves an event that has succeeded, where only what comes with it fails', async ({
    assert,
    cleanup,
  }) => {
    captureConsole('error', cleanup)
    const world = new World()
    world.client.onAction = fails
    const socket = world.connect()
    const call = world.client.call('CartState', 'add')
    socket.receive({ n: 1, id: 1, r: 'added', a: [{ type: 'title', title: 'Home' }] })
    assert.equal(await outcome(call), 'added')
    assert.lengthOf(world.client.toasts.list(), 0)
  })
})

/** What is no address, whatever it is resolved against. */
const NOWHERE = ['http://[', '//', 'https://shop.test:99999/x', 'https://a b/', 'http:']

test.group('A redirect to what is no address', () => {
  for (const reload of [false, true]) {
    test(
      `rejects the navigation that it answers, ${reload ? 'by a document' : 'by a page'}: {$self}`
    )
      .with(NOWHERE)
      .run(async ({ assert, cleanup }, url) => {
        const lines = captureConsole('error', cleanup)
        const warnings = captureConsole('warn', cleanup)
        const world = new World()
        const visits: string[] = []
        world.client.attach({ visit: (to) => visits.push(to), move() {}, refresh() {} })
        const socket = world.connect()
        const navigation = world.client.pages.navigate('/admin')
        const toast: Action = { type: 'toast', level: 'info', message: 'Not here' }
        const frame: UpdateFrame = { n: 1, id: 1, a: [toast, { type: 'redirect', url, reload }] }
        socket.receive(frame)
        assert.equal(await outcome(navigation), 'rejected: E_REDIRECT_ADDRESS')
        assert.deepEqual([visits, world.loads, lines], [[], [], []])
        assert.include(warnings[0], `"/admin" leads to "${url}"`)
        // All else in the frame counts, and the connection stays
        assert.lengthOf(world.client.toasts.list(), 1)
        assert.isFalse(socket.closed)
      })
  }

  test('leaves the page of an event where it is: {$self}')
    .with(NOWHERE)
    .run(async ({ assert, cleanup }, url) => {
      const lines = captureConsole('error', cleanup)
      const world = new World()
      const socket = world.connect()
      const call = world.client.call('CartState', 'add')
      socket.receive({ n: 1, id: 1, r: 'added', a: [{ type: 'redirect', url }] })
      assert.equal(await outcome(call), 'added')
      assert.deepEqual(world.loads, [])
      assert.isFalse(socket.closed)
      assert.lengthOf(lines, 1)
    })

  test('is none that can be asked for ahead: {$self}')
    .with(NOWHERE)
    .run(async ({ assert }, url) => {
      const world = new World()
      const socket = world.connect()
      assert.isNull(await world.client.prefetch(url))
      assert.isNull(world.client.prefetched(url))
      assert.lengthOf(socket.of('prefetch'), 0)
    })
})

test.group('A path that begins with two slashes', () => {
  /** Spellings of it that lead to this origin. */
  const OWN = [
    '/.//evil.test/x',
    '/..//evil.test/x',
    'https://shop.test//evil.test/x',
    './/evil.test/x',
  ]

  test('is asked for as one of this origin: {$self}')
    .with(OWN)
    .run(({ assert }, url) => {
      const world = new World()
      const socket = world.connect()
      void world.client.pages.navigate(url)
      assert.deepEqual(
        socket.of('nav').map((frame) => frame.url),
        ['/.//evil.test/x']
      )
      assert.isTrue(world.client.pages.isAt('/.//evil.test/x'))
    })

  test('is loaded where an answer leads to it, as the router knows none: {$self}')
    .with(OWN)
    .run(async ({ assert }, url) => {
      const world = new World()
      const visits: string[] = []
      world.client.attach({ visit: (to) => visits.push(to), move() {}, refresh() {} })
      const socket = world.connect()
      void world.client.call('CartState', 'add')
      socket.receive({ n: 1, id: 1, a: [{ type: 'redirect', url }] })
      const navigation = world.client.pages.navigate('/admin')
      socket.receive({ n: 2, id: 2, a: [{ type: 'redirect', url, replace: true }] })
      assert.equal(await outcome(navigation), 'pending')
      assert.deepEqual(visits, [])
      assert.deepEqual(world.loads, [
        'assign https://shop.test//evil.test/x',
        'replace https://shop.test//evil.test/x',
      ])
    })

  test('is of the same origin wherever it is resolved, and is asked for as it is: {$self}')
    .with(['//evil.test/x', '///evil.test', '//', '/\\evil.test/x', '//evil.test?y=//z#/'])
    .run(({ assert }, path) => {
      const { origin, pathname } = new URL(ownPath(path), 'https://shop.test/a/b')
      assert.equal(origin, 'https://shop.test')
      assert.isTrue(pathname.startsWith('//'))
      assert.equal(requestPath(ownPath(path)), path)
      for (const plain of ['/', '/a//b', '/./a', '/?to=//evil.test']) {
        assert.equal(ownPath(plain), plain)
        assert.equal(requestPath(plain), plain)
      }
    })

  test('is what the server is told to be shown', ({ assert }) => {
    const world = new World({
      environment: {
        document: { addEventListener() {} } as unknown as Document,
        location: {
          href: 'https://shop.test//evil.test/x?y=1#z',
          assign() {},
          replace() {},
          reload() {},
        },
      },
    })
    const socket = world.connect()
    assert.equal(socket.of('hello')[0].url, '/.//evil.test/x?y=1')
    assert.isTrue(world.client.pages.shows('/.//evil.test/x?y=1#z'))
  })
})
