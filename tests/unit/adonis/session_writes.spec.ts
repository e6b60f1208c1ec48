/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { EmitterFactory } from '@adonisjs/core/factories/events'
import { HttpContextFactory } from '@adonisjs/core/factories/http'
import type { HttpContext } from '@adonisjs/core/http'
import { SessionMiddlewareFactory } from '@adonisjs/session/factories'
import { test } from '@japa/runner'
import { copyMemory } from '../../helpers/adonis/session_stores.ts'
import { leaveMessages, watchSessions, watchWrites } from '../../../src/adonis/main.ts'

const HOOKS = {
  kept: (value: unknown) => value,
  closed: (method: string) => new Error(`${method}() came too late`),
}

/** A store as that of files: what is being written is empty for whoever reads it. */
class SlowStore {
  values: Record<string, unknown> | null = { name: 'Ada', visits: 1 }
  touched = 0
  #isWriting = false

  async read() {
    return this.#isWriting || !this.values ? null : structuredClone(this.values)
  }

  async write(_: string, values: Record<string, unknown>) {
    this.#isWriting = true
    await setTimeout(20)
    this.values = structuredClone(values)
    this.#isWriting = false
  }

  async destroy() {
    this.values = null
  }

  async touch() {
    this.touched++
  }
}

/** Runs requests of one browser. */
async function requests(store?: SlowStore) {
  const config = store
    ? { store: 'slow', stores: { slow: () => store } }
    : { store: 'memory', stores: {} }
  const middleware = await new SessionMiddlewareFactory()
    .merge({
      config: config as never,
      emitter: new EmitterFactory().create(undefined as never) as never,
    })
    .create()
  return (handle: (ctx: HttpContext) => unknown) => {
    const ctx = new HttpContextFactory().create()
    Object.assign(ctx.request, { cookie: () => 'the-session' })
    return middleware.handle(ctx, async () => {
      watchSessions(ctx.session, HOOKS)
      await handle(ctx)
    })
  }
}

test.group('Sessions that are read while they are written', () => {
  test('are those that were written: after an event', async ({ assert }) => {
    const store = new SlowStore()
    const request = await requests(store)
    const names: unknown[] = []
    const writing = request((ctx) => {
      watchWrites(ctx.session, ctx, HOOKS)
      ctx.session.put('name', 'Grace')
    })
    await setTimeout(5)
    await request(({ session }) => names.push(session.get('name')))
    await writing
    assert.deepEqual(names, ['Grace'])
  })

  test('are those that were written: after a request over HTTP', async ({ assert }) => {
    const store = new SlowStore()
    const request = await requests(store)
    const names: unknown[] = []
    const writing = request(({ session }) => session.put('name', 'Grace'))
    await setTimeout(5)
    await Promise.all([
      request(({ session }) => names.push(session.get('name'))),
      request(({ session }) => names.push(session.get('visits'))),
    ])
    await writing
    assert.deepEqual(names, ['Grace', 1])
  })

  test('lose nothing of events that change them at once', async ({ assert }) => {
    const store = new SlowStore()
    const request = await requests(store)
    const change = (key: string) =>
      request(async (ctx) => {
        watchWrites(ctx.session, ctx, HOOKS)
        ctx.session.put(key, true)
        await setTimeout(5)
      })
    await Promise.all(['a', 'b', 'c', 'd'].map(change))
    assert.deepEqual(store.values, { name: 'Ada', visits: 1, a: true, b: true, c: true, d: true })
  })

  test('wait for nothing where a request only keeps them alive', async ({ assert }) => {
    const store = new SlowStore()
    const gate = Promise.withResolvers<void>()
    store.touch = async () => {
      store.touched++
      await gate.promise
    }
    const request = await requests(store)
    const touching = request(() => {})
    await setTimeout(5)
    assert.equal(store.touched, 1)
    const seen = Promise.withResolvers<unknown>()
    const reading = request(({ session }) => seen.resolve(session.get('name')))
    assert.equal(await seen.promise, 'Ada')
    gate.resolve()
    await Promise.all([touching, reading])
  })

  test('are read though a write has failed', async ({ assert }) => {
    const store = new SlowStore()
    const request = await requests(store)
    const write = store.write.bind(store)
    store.write = async () => {
      await setTimeout(10)
      throw new Error('The disk is full')
    }
    const writing = request(({ session }) => session.put('name', 'Grace'))
    const failed = assert.rejects(() => writing, 'The disk is full')
    await setTimeout(5)
    store.write = write
    await request(({ session }) => assert.equal(session.get('name'), 'Ada'))
    await failed
  })
})

test.group('Messages of sessions', () => {
  const flashed = { __flash__: { success: 'Saved' } }

  /** What is flashed, as the page of a request shows it. */
  const shown = ({ session }: HttpContext) => session.flashMessages.get('success')

  test('are left by a request that shows them to nobody', async ({ assert }) => {
    const store = new SlowStore()
    store.values = { name: 'Ada', ...flashed }
    const request = await requests(store)
    await request((ctx) => leaveMessages(ctx.session, ctx))
    const seen: unknown[] = []
    await request((ctx) => seen.push(shown(ctx)))
    await request((ctx) => seen.push(shown(ctx)))
    assert.deepEqual(seen, ['Saved', undefined])
  })

  test('are left in the store of tests as in others', async ({ assert }) => {
    await copyMemory()
    const request = await requests()
    await request(({ session }) => session.flash('success', 'Saved'))
    const gate = Promise.withResolvers<void>()
    const reading = request(async (ctx) => {
      leaveMessages(ctx.session, ctx)
      await gate.promise
    })
    const seen: unknown[] = []
    await request((ctx) => seen.push(shown(ctx)))
    gate.resolve()
    await reading
    await request((ctx) => seen.push(shown(ctx)))
    assert.deepEqual(seen, ['Saved', undefined])
  })

  test('are left where such a request changes something else', async ({ assert }) => {
    const store = new SlowStore()
    store.values = { name: 'Ada', ...flashed }
    const request = await requests(store)
    await request((ctx) => {
      leaveMessages(ctx.session, ctx)
      ctx.session.put('seen', true)
    })
    assert.deepEqual(store.values, { name: 'Ada', seen: true, ...flashed })
  })

  test('do not come back when a page has shown them meanwhile', async ({ assert }) => {
    const store = new SlowStore()
    store.values = { name: 'Ada', ...flashed }
    const request = await requests(store)
    const gate = Promise.withResolvers<void>()
    const reading = request(async (ctx) => {
      leaveMessages(ctx.session, ctx)
      ctx.session.put('seen', true)
      await gate.promise
    })
    const seen: unknown[] = []
    await request((ctx) => seen.push(shown(ctx)))
    gate.resolve()
    await reading
    await request((ctx) => seen.push(shown(ctx)))
    assert.deepEqual(seen, ['Saved', undefined])
    assert.propertyVal(store.values, 'seen', true)
  })
})
