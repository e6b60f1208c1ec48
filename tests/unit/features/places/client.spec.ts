/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { SET } from '../../../../src/protocol/main.ts'
import type { JsonValue, StateSnapshot } from '../../../../src/protocol/main.ts'
import { BrowserStorage } from '../../../../src/testing/browser/browser_storage.ts'
import { World, bootData, captureConsole, pageInfo } from '../../client/support.ts'

function table(vars: StateSnapshot['v'] = {}): StateSnapshot {
  return { v: { dense: false, note: '', ...vars }, e: [], k: { dense: 'l', note: 'snote' } }
}

/** A client whose page has vars in both storages. */
function createWorld(localStorage?: BrowserStorage): World {
  return new World({
    ...(localStorage && { environment: { localStorage } }),
    boot: {
      page: pageInfo({ states: ['CartState', 'TableState'] }),
      states: { ...bootData().states, TableState: table() },
    },
  })
}

/** What keeps vars in the storage is loaded on demand. */
async function loaded(): Promise<void> {
  await import('../../../../src/features/places/client/stored_vars.ts')
  await new Promise((resolve) => setImmediate(resolve))
}

/** What the client has told of its storage. */
function told(world: World): JsonValue[] {
  return world.socket
    .of('event')
    .filter(({ e }) => e === '$stored')
    .map(({ s, a }) => [s, a![0]])
}

/** The server sets a var. */
function change(world: World, n: number, name: string, value: JsonValue, id?: number): void {
  world.socket.receive({ n, ...(id && { id }), d: { TableState: [[SET, [name], value]] } })
}

test.group('Places: what is stored', () => {
  test('is told with the first connection, where it differs from what the page has', async ({
    assert,
  }) => {
    const world = createWorld()
    world.local.setItem('TableState.dense', 'true')
    world.session.setItem('note', '"Dear"')
    void world.client.call('CartState', 'load')
    world.connect()
    await loaded()
    assert.deepEqual(
      world.socket.of('event').map(({ e, a }) => [e, a]),
      [
        ['load', undefined],
        ['$stored', [{ dense: true, note: 'Dear' }]],
      ]
    )
  })

  test('is not told where it is the same, nothing, or nothing that one could parse', async ({
    assert,
  }) => {
    const world = createWorld()
    world.local.setItem('TableState.dense', 'false')
    world.session.setItem('note', '{dear')
    world.connect()
    await loaded()
    assert.deepEqual(told(world), [])
    assert.equal(world.session.getItem('note'), '{dear')
  })

  test('is not overwritten by what the page came with', async ({ assert }) => {
    const world = createWorld()
    world.local.setItem('TableState.dense', 'true')
    world.connect()
    await loaded()
    change(world, 1, 'note', 'x')
    assert.equal(world.local.getItem('TableState.dense'), 'true')
    assert.deepEqual(told(world), [['TableState', { dense: true }]])
  })

  test('stays when the server does not take it, and is not told again', async ({ assert }) => {
    const world = createWorld()
    world.local.setItem('TableState.dense', '"huge"')
    world.connect()
    await loaded()
    world.socket.receive({ n: 1, id: 1 })
    change(world, 2, 'note', 'x')
    assert.lengthOf(told(world), 1)
    assert.equal(world.local.getItem('TableState.dense'), '"huge"')
    change(world, 3, 'dense', true)
    assert.equal(world.local.getItem('TableState.dense'), 'true')
  })

  test('is told again where the tab is a new one on the server', async ({ assert }) => {
    const world = createWorld()
    world.connect()
    await loaded()
    change(world, 1, 'dense', true)
    const page = pageInfo({ states: ['TableState'] })
    world.reconnect({
      resumed: false,
      fresh: true,
      snapshot: { page, states: { TableState: table() } },
    })
    assert.equal(world.local.getItem('TableState.dense'), 'true')
    assert.deepEqual(told(world), [['TableState', { dense: true }]])
  })

  test('is told of a state that a navigation brings', async ({ assert }) => {
    const world = new World()
    world.local.setItem('TableState.dense', 'true')
    world.connect()
    await loaded()
    void world.client.pages.navigate('/table')
    const page = pageInfo({ url: '/table', states: ['TableState'] })
    world.socket.receive({ n: 1, id: 1, p: page, s: { TableState: table() } })
    await loaded()
    assert.deepEqual(told(world), [['TableState', { dense: true }]])
  })
})

test.group('Places: what the server changes', () => {
  test('is stored where the browser has loaded the tab again before it heard of it', async ({
    assert,
  }) => {
    const world = new World({
      boot: {
        n: 3,
        page: pageInfo({ states: ['TableState'] }),
        states: { TableState: table({ note: 'new' }) },
      },
    })
    world.session.setItem('note', '"old"')
    world.connect({ n: 3 })
    await loaded()
    assert.equal(world.session.getItem('note'), '"new"')
    assert.isNull(world.local.getItem('TableState.dense'))
    assert.deepEqual(told(world), [])
  })

  test('is stored', async ({ assert }) => {
    const world = createWorld()
    world.connect()
    await loaded()
    assert.isNull(world.local.getItem('TableState.dense'))
    change(world, 1, 'dense', true)
    change(world, 2, 'note', 'Dear')
    assert.equal(world.local.getItem('TableState.dense'), 'true')
    assert.equal(world.session.getItem('note'), '"Dear"')
    assert.deepEqual(told(world), [])
  })

  test('is stored over what was there, when it comes while the code for it is loaded', async ({
    assert,
  }) => {
    const world = createWorld()
    world.session.setItem('note', '"old"')
    world.connect()
    change(world, 1, 'note', 'new')
    await loaded()
    assert.equal(world.session.getItem('note'), '"new"')
    assert.deepEqual(told(world), [])
  })

  test('is stored from a snapshot in the middle of a tab’s life too', async ({ assert }) => {
    const world = createWorld()
    world.connect()
    await loaded()
    const page = pageInfo({ states: ['TableState'] })
    world.reconnect({
      resumed: false,
      snapshot: { page, states: { TableState: table({ dense: true }) } },
    })
    assert.equal(world.local.getItem('TableState.dense'), 'true')
    assert.deepEqual(told(world), [])
  })

  test('is stored when the state comes back to the page', async ({ assert }) => {
    const world = createWorld()
    world.connect()
    await loaded()
    void world.client.pages.navigate('/')
    world.socket.receive({ n: 1, id: 1, p: pageInfo({ url: '/', states: ['CartState'] }) })
    void world.client.pages.navigate('/table')
    world.socket.receive({
      n: 2,
      id: 2,
      p: pageInfo({ url: '/table', states: ['TableState'] }),
      s: { TableState: table({ dense: true }) },
    })
    assert.equal(world.local.getItem('TableState.dense'), 'true')
  })

  test('is taken out where it is no value any more', async ({ assert }) => {
    const world = createWorld()
    world.local.setItem('TableState.dense', 'false')
    world.connect()
    await loaded()
    world.socket.receive({ n: 1, d: { TableState: [[1, ['dense']]] } })
    assert.isNull(world.local.getItem('TableState.dense'))
  })
})

test.group('Places: another tab', () => {
  test('changes the var in this one', async ({ assert }) => {
    const world = createWorld()
    world.connect()
    await loaded()
    new BrowserStorage({}, world.local).setItem('TableState.dense', 'true')
    world.signal('storage')
    assert.deepEqual(told(world), [['TableState', { dense: true }]])
    change(world, 1, 'dense', true, 1)
    world.signal('storage')
    assert.lengthOf(told(world), 1)
  })

  test('does not keep two of them following each other', async ({ assert }) => {
    const a = createWorld()
    const shared = new BrowserStorage({}, a.local)
    const b = createWorld(shared)
    for (const world of [a, b]) world.connect()
    await loaded()
    a.local.onChange = () => a.signal('storage')
    shared.onChange = () => b.signal('storage')
    // Each gets its own change while that of the other is under way
    change(a, 1, 'dense', true)
    change(b, 1, 'dense', 5)
    for (let round = 0; round < 5; round++) {
      for (const world of [a, b]) {
        const { vars } = world.client.store.state('TableState')!
        const last = told(world).at(-1) as [string, { dense: JsonValue }] | undefined
        if (last && last[1].dense !== vars.dense) change(world, 2 + round, 'dense', last[1].dense)
      }
    }
    const dense = [a, b].map((world) => world.client.store.state('TableState')!.vars.dense)
    assert.equal(dense[0], dense[1])
    assert.isBelow(told(a).length + told(b).length, 4)
  })
})

test.group('Places: a browser that stores nothing', () => {
  test('is warned of once, and breaks nothing', async ({ assert, cleanup }) => {
    const lines = captureConsole('warn', cleanup)
    const world = createWorld()
    const full = () => {
      throw new Error('QuotaExceededError')
    }
    world.local.setItem = full
    world.session.setItem = full
    world.connect()
    await loaded()
    change(world, 1, 'dense', true)
    change(world, 2, 'note', 'x')
    assert.deepEqual(lines, ['[reflex] The browser stores nothing: Error: QuotaExceededError'])
    assert.deepInclude(world.client.store.state('TableState')!.vars, { dense: true, note: 'x' })
  })

  test('that denies its storages', async ({ assert, cleanup }) => {
    const lines = captureConsole('warn', cleanup)
    const world = new World({
      boot: {
        page: pageInfo({ states: ['TableState'] }),
        states: { TableState: table() },
      },
      environment: { storage: undefined, localStorage: undefined },
    })
    world.connect()
    await loaded()
    change(world, 1, 'dense', true)
    assert.lengthOf(lines, 1)
    assert.equal(world.client.store.state('TableState')!.vars.dense, true)
  })

  test('does not show a toast when the server refuses what it told', async ({
    assert,
    cleanup,
  }) => {
    const lines = captureConsole('warn', cleanup)
    const world = createWorld()
    world.local.setItem('TableState.dense', 'true')
    world.connect()
    await loaded()
    world.socket.receive({ n: 1, id: 1, x: { status: 403, code: 'E_X', message: 'No' } })
    world.socket.receive({ t: 'error', id: 9, status: 413, code: 'E_X', message: 'No' })
    assert.lengthOf(world.client.toasts.list(), 0)
    assert.deepEqual(lines, [])
  })
})

test.group('Client: the address of the page', () => {
  function attached(href: string) {
    const location = { href, assign() {}, replace() {}, reload() {} }
    const world = new World({ environment: { location, document: new EventTarget() as Document } })
    const moves: string[] = []
    world.client.attach({
      visit: (url) => moves.push(`visit ${url}`),
      move: (url, { replace }) => {
        moves.push(`${replace ? 'replace' : 'push'} ${url}`)
        location.href = new URL(url, location.href).href
      },
      refresh: () => moves.push('refresh'),
    })
    return { world, moves, location }
  }

  test('follows the server, and is not asked for', async ({ assert }) => {
    const { world, moves } = attached('https://shop.test/cart')
    const page = world.client.store.page
    const socket = world.connect()
    await loaded()
    socket.receive({ n: 1, u: { url: '/cart?page=2' } })
    socket.receive({ n: 2, u: { url: '/cart?page=2&sort=price', push: 1 } })
    assert.deepEqual(moves, ['replace /cart?page=2', 'push /cart?page=2&sort=price'])
    assert.isTrue(world.client.pages.isAt('/cart?page=2&sort=price'))
    assert.equal(world.client.store.page, page)
    assert.equal(page.url, '/cart?page=2&sort=price')
    assert.equal(world.client.store.initial.url, '/cart')
    assert.lengthOf(socket.of('nav'), 0)
    world.reconnect({ n: 2 })
    assert.equal(world.socket.of('hello')[0].url, '/cart?page=2&sort=price')
  })

  test('leaves a navigation that is under way alone', async ({ assert }) => {
    const { world, moves } = attached('https://shop.test/cart')
    const socket = world.connect()
    await loaded()
    void world.client.pages.navigate('/other')
    socket.receive({ n: 1, u: { url: '/cart?page=2' } })
    assert.deepEqual(moves, [])
    assert.isTrue(world.client.pages.isAt('/other'))
  })

  test('is brought up to date when onLoad has changed it', async ({ assert }) => {
    const { world, moves, location } = attached('https://shop.test/cart')
    const socket = world.connect()
    await loaded()
    const going = world.client.pages.navigate('/cart?page=99')
    const page = pageInfo({ url: '/cart?page=9' })
    socket.receive({ n: 1, id: 1, p: page })
    assert.deepEqual(await going, { page })
    location.href = 'https://shop.test/cart?page=99'
    world.client.pages.commit(world.client.store.page)
    assert.deepEqual(moves, ['replace /cart?page=9'])
  })
})
