/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import type { SessionStoreFactory } from '@adonisjs/session/types'
import { noteSessionMove } from '../../../src/adonis/main.ts'
import { SessionBrowser } from '../../helpers/adonis/session_browser.ts'
import type { BegunRequest } from '../../helpers/adonis/session_browser.ts'
import { cookieStore, SERVER_STORES } from '../../helpers/adonis/session_stores.ts'

/** Opens each store. */
const STORES: typeof SERVER_STORES = [
  ...SERVER_STORES,
  ['cookie', [], async () => ({ factory: await cookieStore(), close: async () => {} })],
]

/** How somebody signs out, with what is left of their session. */
const LOGOUTS: [how: string, leave: (session: BegunRequest['session']) => void, left: object][] = [
  ['a logout', (session) => session.forget('auth_web'), { name: 'Ada' }],
  ['the end of the session', (session) => session.clear(), {}],
  [
    'a logout that gives it another id',
    (session) => {
      session.forget('auth_web')
      session.regenerate()
    },
    { name: 'Ada' },
  ],
]

for (const [name, tags, open] of STORES) {
  test.group(`Logouts while a session gets another id, in the store "${name}"`, (group) => {
    let factory: SessionStoreFactory

    group.tap((each) => each.tags(tags))
    group.each.setup(async () => {
      const store = await open()
      factory = store.factory
      return () => store.close()
    })

    async function ada() {
      const browser = new SessionBrowser(factory)
      await browser.run((session) => {
        session.put('name', 'Ada')
        session.put('auth_web', 1)
      })
      return browser
    }

    for (const kind of ['event', 'http'] as const) {
      for (const mover of ['event', 'http'] as const) {
        for (const [how, leave, left] of LOGOUTS) {
          test(`${how} by ${kind} counts in the session that has got another id by ${mover} meanwhile`, async ({
            assert,
          }) => {
            const browser = await ada()
            const late = await browser.clone().begin(kind)
            leave(late.session)
            await browser.run((session) => session.regenerate(), mover)
            await late.finish()
            // A browser that keeps its session keeps what says nothing of who is signed in
            assert.deepEqual(await browser.values(), name === 'cookie' ? { name: 'Ada' } : left)
          })
        }

        test(`a logout by ${kind} counts for one by ${mover} that gives it another id later`, async ({
          assert,
        }) => {
          const browser = await ada()
          const late = await browser.begin(mover)
          await browser.clone().run((session) => session.forget('auth_web'), kind)
          late.session.regenerate()
          await late.finish()
          assert.notProperty(await browser.values(), 'auth_web')
        })
      }
    }

    test('a logout counts in a session that has got two other ids since', async ({ assert }) => {
      const browser = await ada()
      const late = await browser.clone().begin('event')
      await browser.run((session) => session.regenerate(), 'event')
      await browser.run((session) => session.regenerate())
      late.session.forget('auth_web')
      await late.finish()
      assert.deepEqual(await browser.values(), { name: 'Ada' })
    })

    test('a logout counts where two requests have given the session another id', async ({
      assert,
    }) => {
      const browser = await ada()
      const other = browser.clone()
      const movers = [await browser.begin(), await other.begin()]
      for (const { session, finish } of movers) {
        session.regenerate()
        await finish()
      }
      assert.notEqual(browser.sessionId, other.sessionId)
      await browser.run((session) => session.forget('auth_web'), 'event')
      assert.deepEqual(await other.values(), { name: 'Ada' })
    })

    test('two logouts at once wait for nobody', async ({ assert }) => {
      const browser = await ada()
      const old = browser.clone()
      const late = await old.begin('event')
      await browser.run((session) => session.regenerate())
      const early = await browser.begin('event')
      for (const { session } of [late, early]) session.forget('auth_web')
      await Promise.all([late.finish(), early.finish()])
      assert.deepEqual(await browser.values(), { name: 'Ada' })
    })

    // Browsers keep no session for another process
    for (const kind of name === 'cookie' ? [] : (['event', 'http'] as const)) {
      test(`a logout by ${kind} counts in the session that another process has given another id`, async ({
        assert,
      }) => {
        const browser = await ada()
        const late = await browser.begin(kind)
        const store = factory({} as never, { age: '2h' } as never)
        const to = randomUUID()
        await store.destroy(browser.sessionId)
        await store.write(to, { name: 'Ada', auth_web: 1 })
        noteSessionMove(browser.sessionId, to)
        late.session.forget('auth_web')
        await late.finish()
        assert.deepEqual(await store.read(to), { name: 'Ada' })
      })

      test(
        `a logout by ${kind} counts after moves that another process has told in the order {order}`
      )
        .with([{ order: [1, 0] }, { order: [2, 1, 0] }, { order: [2, 0, 1] }, { order: [0, 2, 1] }])
        .run(async ({ assert }, { order }) => {
          const browser = await ada()
          const late = await browser.begin(kind)
          const store = factory({} as never, { age: '2h' } as never)
          const ids = [browser.sessionId, ...order.map(() => randomUUID())]
          const to = ids.at(-1)!
          await store.destroy(browser.sessionId)
          await store.write(to, { name: 'Ada', auth_web: 1 })
          for (const move of order) noteSessionMove(ids[move], ids[move + 1])
          late.session.forget('auth_web')
          await late.finish()
          assert.deepEqual(await store.read(to), { name: 'Ada' })
        })
    }

    test('a logout counts for a request that has read the session under an earlier id', async ({
      assert,
    }) => {
      const browser = await ada()
      const old = browser.clone()
      const late = await old.begin()
      for (const kind of ['event', 'http'] as const) {
        await browser.run((session) => session.regenerate(), kind)
      }
      await browser.run((session) => session.forget('auth_web'))
      late.session.put('seen', true)
      await late.finish()
      assert.notProperty(await old.values(), 'auth_web')
    })

    test('a request that is late signs nobody in again', async ({ assert }) => {
      const browser = await ada()
      const late = await browser.begin()
      await browser.clone().run((session) => session.forget('auth_web'))
      late.session.put('seen', true)
      await late.finish()
      assert.notProperty(await browser.values(), 'auth_web')
    })

    test('what was stored again after it was taken out is not lost by a request that is late', async ({
      assert,
    }) => {
      const browser = await ada()
      const late = await browser.begin()
      const other = browser.clone()
      await other.run((session) => session.forget('name'))
      await other.run((session) => session.put('name', 'Ada'))
      late.session.put('seen', true)
      await late.finish()
      assert.deepEqual(await browser.values(), { name: 'Ada', auth_web: 1, seen: true })
    })

    test('whoever signs in at the same moment as somebody else signs out stays signed in', async ({
      assert,
    }) => {
      const browser = await ada()
      const late = await browser.clone().begin('event')
      await browser.run((session) => {
        session.put('auth_web', 2)
        session.regenerate()
      })
      late.session.forget('auth_web')
      await late.finish()
      assert.deepEqual(await browser.values(), { name: 'Ada', auth_web: 2 })
    })

    test('whoever signs in after a logout is signed in', async ({ assert }) => {
      const browser = await ada()
      await browser.run((session) => session.forget('auth_web'))
      await browser.run((session) => {
        session.put('auth_web', 1)
        session.regenerate()
      })
      assert.deepEqual(await browser.values(), { name: 'Ada', auth_web: 1 })
    })
  })
}
