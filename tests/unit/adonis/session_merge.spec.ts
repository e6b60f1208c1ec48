/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import type { SessionData, SessionStoreFactory } from '@adonisjs/session/types'
import { noteSessionEnd } from '../../../src/adonis/main.ts'
import { SessionBrowser } from '../../helpers/adonis/session_browser.ts'
import { HeldStore, SERVER_STORES } from '../../helpers/adonis/session_stores.ts'
import type { OpenedStore } from '../../helpers/adonis/session_stores.ts'

/** Lets what has begun get as far as it can without what is held back. */
const meanwhile = (work: Promise<unknown>) => Promise.race([work, setTimeout(30)])

for (const [name, tags, open] of SERVER_STORES) {
  test.group(`Sessions of events in the store "${name}"`, (group) => {
    let store: OpenedStore
    let held: HeldStore
    let factory: SessionStoreFactory

    group.tap((each) => each.tags(tags))
    group.each.setup(async () => {
      store = await open()
      held = new HeldStore()
      factory = held.before(store.factory)
      return () => store.close()
    })

    /** A browser whose session has values. */
    async function visitor(values: SessionData, messages: SessionData = {}) {
      const browser = new SessionBrowser(factory)
      await browser.run((session) => {
        for (const [key, value] of Object.entries(values)) session.put(key, value)
        session.flash(messages)
      })
      return browser
    }

    const ada = () => visitor({ name: 'Ada', auth_web: 1 })
    const greeted = () => visitor({ name: 'Ada', auth_web: 1 }, { success: 'Saved' })

    for (const kind of ['event', 'http'] as const) {
      test(`that gets another id by ${kind} is not brought back under the first one`, async ({
        assert,
      }) => {
        const browser = await ada()
        const other = browser.clone()
        const mover = await browser.begin(kind)
        const slow = await other.begin('event')
        slow.session.put('seen', true)
        const { reached, release } = held.hold('write')
        const storing = slow.finish()
        await reached
        mover.session.regenerate()
        const moving = mover.finish()
        await meanwhile(moving)
        release()
        await Promise.all([storing, moving])
        assert.deepEqual(await other.values(), {})
        assert.deepInclude(await browser.values(), { name: 'Ada', auth_web: 1 })
      })
    }

    test('has under its new id what another event has stored under the first', async ({
      assert,
    }) => {
      const browser = await ada()
      const other = browser.clone()
      const mover = await browser.begin('event')
      const slow = await other.begin('event')
      slow.session.put('seen', true)
      const { reached, release } = held.hold('write')
      const storing = slow.finish()
      await reached
      mover.session.regenerate()
      mover.session.put('name', 'Grace')
      const moving = mover.finish()
      await meanwhile(moving)
      release()
      await Promise.all([storing, moving])
      assert.deepEqual(await browser.values(), { name: 'Grace', auth_web: 1, seen: true })
    })

    test('is read whole by a request that began to read before a write', async ({ assert }) => {
      factory = held.before(store.factory, true)
      const browser = await ada()
      const writer = await browser.clone().begin()
      writer.session.put('name', 'Grace')
      const read = held.hold('read')
      const write = held.hold('write')
      const reading = browser.begin()
      await read.reached
      const writing = writer.finish()
      await meanwhile(writing)
      read.release()
      const { session, finish } = await reading
      assert.deepEqual(session.all(), { name: 'Ada', auth_web: 1 })
      write.release()
      await writing
      await finish()
      assert.deepEqual(await browser.values(), { name: 'Grace', auth_web: 1 })
    })

    test('keeps what was stored while an event has taken messages out', async ({ assert }) => {
      const browser = await greeted()
      const reader = await browser.begin('event')
      assert.equal(reader.session.flashMessages.get('success'), 'Saved')
      await browser.clone().run((session) => session.put('name', 'Grace'), 'passing')
      await reader.finish()
      assert.deepEqual(await browser.values(), { name: 'Grace', auth_web: 1 })
    })

    for (const [what, value] of [
      ['nothing', 0],
      ['no', false],
      ['an empty text', ''],
      ['an empty list', []],
    ] as const) {
      test(`has lost what an event takes out that says ${what}`, async ({ assert }) => {
        const browser = await visitor({ name: 'Ada', forgotten: value, pulled: value })
        await browser.run((session) => {
          session.forget('forgotten')
          assert.deepEqual(session.pull('pulled'), value)
        }, 'event')
        assert.deepEqual(await browser.values(), { name: 'Ada' })
      })
    }

    test('has the messages that were flashed while an event has taken others out', async ({
      assert,
    }) => {
      const browser = await greeted()
      const reader = await browser.begin('event')
      await browser.clone().run((session) => session.flash('note', 'New'))
      await reader.finish()
      assert.deepEqual(await browser.values(), {
        name: 'Ada',
        auth_web: 1,
        messages: { note: 'New' },
      })
    })

    test('signs nobody in again where an event has only taken messages out', async ({ assert }) => {
      const browser = await greeted()
      const reader = await browser.begin('event')
      await browser.clone().run((session) => session.forget('auth_web'))
      await reader.finish()
      assert.deepEqual(await browser.values(), { name: 'Ada' })
    })

    test('keeps what was stored while an event gives it another id', async ({ assert }) => {
      const browser = await ada()
      const first = browser.sessionId
      const mover = await browser.begin('event')
      await browser.clone().run((session) => session.put('name', 'Grace'))
      mover.session.regenerate()
      await mover.finish()
      assert.notEqual(browser.sessionId, first)
      assert.deepEqual(await browser.values(), { name: 'Grace', auth_web: 1 })
    })

    test('signs nobody in again under the other id that an event gives it', async ({ assert }) => {
      const browser = await ada()
      const mover = await browser.begin('event')
      await browser.clone().run((session) => session.forget('auth_web'))
      mover.session.regenerate()
      await mover.finish()
      assert.deepEqual(await browser.values(), { name: 'Ada' })
    })

    test('stays ended where an event gives it another id', async ({ assert }) => {
      const browser = await ada()
      const first = browser.sessionId
      const mover = await browser.begin('event')
      await browser.clone().run((session) => session.clear())
      mover.session.regenerate()
      await mover.finish()
      assert.equal(browser.sessionId, first)
      assert.deepEqual(await browser.values(), {})
    })

    test('has the messages for the next page after a request that gives it another id', async ({
      assert,
    }) => {
      const browser = await greeted()
      await browser.run((session) => session.regenerate(), 'passing')
      const messages = { success: 'Saved' }
      assert.deepEqual(await browser.values(), { name: 'Ada', auth_web: 1, messages })
    })

    test('has them, too, where that request stores and flashes something', async ({ assert }) => {
      const browser = await greeted()
      await browser.run((session) => {
        session.regenerate()
        session.put('seen', true)
        session.flash('note', 'New')
      }, 'passing')
      assert.deepEqual(await browser.values(), {
        name: 'Ada',
        auth_web: 1,
        seen: true,
        messages: { success: 'Saved', note: 'New' },
      })
    })

    test('shows messages once, where that request gives it another id after a page', async ({
      assert,
    }) => {
      const browser = await greeted()
      const mover = await browser.begin('passing')
      await browser.clone().run()
      mover.session.regenerate()
      await mover.finish()
      assert.deepEqual(await browser.values(), { name: 'Ada', auth_web: 1 })
    })

    test('is not brought back by an event that changes all that it had', async ({ assert }) => {
      const browser = await visitor({ visits: 1 })
      const slow = await browser.begin('event')
      await browser.clone().run((session) => session.clear())
      slow.session.increment('visits')
      await slow.finish()
      assert.deepEqual(browser.set, [])
      assert.deepEqual(await browser.values(), {})
    })

    test('is stored where nobody but a page with its messages has emptied it', async ({
      assert,
    }) => {
      const browser = await visitor({}, { success: 'Saved' })
      const slow = await browser.begin('event')
      await browser.clone().run()
      slow.session.put('visits', 1)
      await slow.finish()
      assert.deepEqual(await browser.values(), { visits: 1 })
    })

    test('is stored once more by a request that has stored it itself', async ({ assert }) => {
      const browser = await ada()
      await browser.run(async (session) => {
        session.regenerate()
        session.put('first', 1)
        await session.commit()
        session.put('second', 2)
      }, 'event')
      assert.deepEqual(await browser.values(), { name: 'Ada', auth_web: 1, first: 1, second: 2 })
    })

    test('is not kept alive by an event of which it was ended elsewhere', async ({ assert }) => {
      const browser = await ada()
      const slow = await browser.begin('event')
      noteSessionEnd(browser.sessionId)
      await store.factory({} as never, { age: '2h' } as never).destroy(browser.sessionId)
      await slow.finish()
      assert.deepEqual(browser.set, [])
      assert.deepEqual(await browser.values(), {})
    })

    for (const [what, change] of [
      ['nothing', () => {}],
      ['something', (session) => session.put('seen', true)],
      ['all that it had', (session) => session.clear()],
    ] as [string, (session: { put(key: string, value: unknown): void; clear(): void }) => void][]) {
      test(`leaves its tab the id that another event has given it: one that changes ${what}`, async ({
        assert,
      }) => {
        const browser = await ada()
        const tab = browser.tab()
        const slow = await browser.begin('event', tab)
        await browser.run((session) => session.regenerate(), 'event', tab)
        const id = tab.read('adonis_session', 'signed')
        assert.notEqual(id, browser.sessionId)
        change(slow.session)
        await slow.finish()
        assert.equal(tab.read('adonis_session', 'signed'), id)
        assert.deepEqual(await browser.values(), {})
      })

      if (what === 'all that it had') continue
      test(`sends no cookie of before with a page that is late and has changed ${what}`, async ({
        assert,
      }) => {
        const browser = await ada()
        const early = browser.clone()
        const page = await early.begin(what === 'nothing' ? 'http' : 'event')
        await browser.run((session) => session.regenerate(), 'event')
        change(page.session)
        await page.finish()
        assert.deepEqual(early.set, [])
        assert.deepEqual(await early.values(), {})
        assert.deepEqual(await browser.values(), { name: 'Ada', auth_web: 1 })
      })
    }
  })
}
