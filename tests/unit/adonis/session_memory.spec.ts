/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import type { SessionData, SessionStoreFactory } from '@adonisjs/session/types'
import { SessionBrowser } from '../../helpers/adonis/session_browser.ts'
import { copyMemory, SERVER_STORES } from '../../helpers/adonis/session_stores.ts'

const [, , openMemory] = SERVER_STORES.find(([name]) => name === 'memory')!

test.group('The store of tests', (group) => {
  group.setup(() => copyMemory())

  test('keeps what a file keeps of values that cannot be copied', async ({ assert }) => {
    const { factory } = await openMemory()
    const browser = new SessionBrowser(factory)
    const values: Record<string, unknown> = {
      name: 'Ada',
      greet: () => 'Hello',
      proxied: new Proxy({ a: 1 }, {}),
      list: [1, () => 2],
      at: new Date(0),
      none: undefined,
      count: 12n,
    }
    values.self = { values }
    await browser.run((session) => {
      for (const [key, value] of Object.entries(values)) session.put(key, value as string)
    })
    const kept = await browser.values()
    const file = new SessionBrowser((await SERVER_STORES[1][2]()).factory)
    await file.run((session) => {
      for (const [key, value] of Object.entries(values)) session.put(key, value as string)
    })
    assert.deepEqual(kept, await file.values())
    assert.containsSubset(kept, { name: 'Ada', proxied: { a: 1 }, at: '1970-01-01T00:00:00.000Z' })
    assert.notProperty(kept, 'greet')
  })

  test('has its values though none can be copied', async ({ assert }) => {
    const { factory } = await openMemory()
    const browser = new SessionBrowser(factory)
    const { proxy, revoke } = Proxy.revocable({ a: 1 }, {})
    await browser.run((session) => {
      session.put('name', 'Ada')
      session.put('revoked', proxy)
      revoke()
    })
    const { session, finish } = await browser.begin()
    assert.equal(session.get('name'), 'Ada')
    await finish()
  })

  test('keeps none of what a handler changes when its session is stored', async ({ assert }) => {
    const { factory } = await openMemory()
    const browser = new SessionBrowser(factory)
    const basket = ['tea']
    await browser.run((session) => session.put('basket', basket))
    basket.push('coffee')
    assert.deepEqual(await browser.values(), { basket: ['tea'] })
  })

  test('is left alone where an application has no sessions', async ({ assert }) => {
    await copyMemory({})
    const { factory } = await openMemory()
    const browser = new SessionBrowser(factory)
    await browser.run((session) => session.put('name', 'Ada'))
    assert.deepEqual(await browser.values(), { name: 'Ada' })
  })
})

/** A store of an application, which hands out what it holds. */
class OwnStore {
  readonly held = new Map<string, SessionData>()

  async read(id: string) {
    return this.held.get(id) ?? null
  }

  async write(id: string, values: SessionData) {
    this.held.set(id, values)
  }

  async destroy(id: string) {
    this.held.delete(id)
  }

  async touch() {}
}

test.group('A store of an application that is named "memory"', (group) => {
  group.setup(() => copyMemory())

  test('answers later, and is made for requests alone', async ({ assert }) => {
    const store = new OwnStore()
    const factory: SessionStoreFactory = ({ request }) => (request.url() ? store : store)
    const browser = new SessionBrowser(factory, 'memory')
    await browser.run((session) => session.put('name', 'Ada'))
    await browser.run((session) => session.put('greet', () => 'Hello'), 'event')
    const { session, finish } = await browser.begin()
    assert.equal(session.get('name'), 'Ada')
    assert.equal(session.get('greet')(), 'Hello')
    await finish()
  })

  test('has the messages for the next page after requests that show them to nobody', async ({
    assert,
  }) => {
    const store = new OwnStore()
    const browser = new SessionBrowser(() => store, 'memory')
    await browser.run((session) => session.flash('success', 'Saved'))
    await browser.run(() => {}, 'passing')
    await browser.run((session) => session.put('seen', true), 'passing')
    const messages = { success: 'Saved' }
    assert.deepEqual(await browser.values(), { seen: true, messages })
    await browser.run()
    assert.deepEqual(await browser.values(), { seen: true })
  })
})
