/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout as delay } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'
import { SessionCollection } from '@adonisjs/session'
import { test } from '@japa/runner'
import reflex from 'reflex-adonis/services/main'
import { errors } from 'reflex-adonis'
import { gates } from '#services/gates'
import { journal, sessionSettings } from '#services/journal'
import { BrowserSession } from '../../helpers/browser_session.ts'
import { SESSION_STORES } from '../../helpers/session_stores.ts'

/** Close code of the protocol. */
const SESSION_CHANGED = 4410

test.group('Sessions that are ended elsewhere', (group) => {
  const browsers: BrowserSession[] = []

  group.each.setup(() => {
    gates.reset()
    return () => browsers.splice(0).forEach((browser) => browser.close())
  })

  async function visitor(user: number): Promise<BrowserSession> {
    const browser = new BrowserSession()
    browsers.push(browser)
    await browser.signIn(user)
    return browser
  }

  /** Id of the session of the browser that has connected last. */
  function session(): string {
    return [...reflex.tabs.registry.all()].filter(({ connected }) => connected).at(-1)!.session
  }

  test('leave with all of their open tabs, which come back as those of a guest', async ({
    assert,
  }) => {
    const browser = await visitor(1)
    const first = await browser.open('/guarded')
    await first.hello()
    const second = await browser.open('/request/1')
    await second.hello()
    const closed = Promise.all([first.closed(), second.closed()])
    await reflex.sessions.end([session()])
    assert.deepEqual(await closed, [SESSION_CHANGED, SESSION_CHANGED])
    const back = await browser.connect(first.boot)
    const { actions, snapshot } = await back.hello()
    assert.deepEqual(actions, [{ type: 'redirect', url: '/sign-in', replace: true }])
    assert.isUndefined(snapshot)
    assert.notInclude(JSON.stringify(back.frames), 'Ada')
  })

  test('are those of one user, but for the one of the request', async ({ assert }) => {
    const [own, other, grace] = [await visitor(1), await visitor(1), await visitor(2)]
    const tabs = await Promise.all(
      [own, other, grace].map(async (browser) => {
        const tab = await browser.open('/guarded')
        await tab.hello()
        return tab
      })
    )
    const left = tabs[1].closed()
    const moved = tabs[0].closed()
    await own.fetch('/password', { method: 'POST' })
    assert.equal(await left, SESSION_CHANGED)
    assert.equal(await moved, SESSION_CHANGED)
    assert.equal(await tabs[2].value('GuardedState', 'secret'), 'The secret of Grace Hopper')
    const back = await own.connect(tabs[0].boot)
    await back.hello()
    assert.equal(await back.value('GuardedState', 'secret'), 'The secret of Ada Lovelace')
    const stolen = await other.fetch('/guarded')
    assert.equal(stolen.headers.get('location'), '/sign-in')
  })

  test('are found by their tag where no tab is open', async ({ assert }) => {
    const browser = await visitor(1)
    assert.equal((await browser.fetch('/guarded')).status, 200)
    await reflex.sessions.endOf(1)
    assert.equal((await browser.fetch('/guarded')).headers.get('location'), '/sign-in')
    assert.equal((await browser.signIn(1)).status, 302)
    assert.equal((await browser.fetch('/guarded')).status, 200)
  })

  test('are not those that somebody else has by now: {0}')
    .with([
      ['after another login', ['sign-in']],
      ['after a logout and a login', ['sign-out', 'sign-in']],
      ['after a logout and two logins', ['sign-out', 'sign-in', 'sign-in']],
    ] as const)
    .run(async ({ assert }, [, steps]) => {
      const browser = await visitor(2)
      const tab = await browser.open('/guarded')
      await tab.hello()
      // It is away, and shows what it has shown to Grace
      tab.close()
      await tab.closed()
      for (const step of steps) {
        if (step === 'sign-in') await browser.signIn(1)
        else await browser.fetch('/sign-out', { method: 'POST' })
      }
      await reflex.sessions.endOf(2)
      assert.equal((await browser.fetch('/guarded')).status, 200)
      const back = await browser.connect(tab.boot)
      await back.hello()
      assert.notInclude(JSON.stringify(back.frames), 'Grace')
      await reflex.sessions.endOf(1)
      assert.equal((await browser.fetch('/guarded')).headers.get('location'), '/sign-in')
    })

  test('are found under an id that they get while they are looked up: {0}')
    .with([
      ['once', 1],
      ['twice', 2],
      ['where somebody else has it by then', 0],
    ] as const)
    .run(async ({ assert }, [, moves]) => {
      const [browser, other] = [await visitor(1), await visitor(1)]
      const tabs = [await browser.open('/guarded'), await other.open('/guarded')]
      for (const tab of tabs) await tab.hello()
      let left: number = Math.max(moves, 1)
      const settings = sessionSettings.current as never
      class MovingCollection extends SessionCollection {
        // Its sessions are found by their open tabs alone
        override supportsTagging() {
          return false
        }

        override async get(id: string) {
          const found = await super.get(id)
          if (found && id !== '' && left-- > 0) await browser.signIn(moves === 0 ? 2 : 1)
          return found
        }
      }
      const collection = new MovingCollection(settings)
      app.container.swap(SessionCollection, () => collection)
      try {
        await reflex.sessions.endOf(1)
      } finally {
        app.container.restore(SessionCollection)
      }
      const isTheirs = (await browser.fetch('/guarded')).status === 200
      assert.equal(isTheirs, moves === 0)
      assert.equal((await other.fetch('/guarded')).headers.get('location'), '/sign-in')
      for (const tab of tabs) assert.equal(await tab.closed(), SESSION_CHANGED)
    })

  test('are found by their tag under an id that they get meanwhile, with no tab: {0}')
    .with([
      ['once', [1]],
      ['twice', [1, 1]],
      ['where somebody else has it by then', [2]],
      ['where somebody else had it in between', [2, 1]],
    ] as [string, number[]][])
    .run(async ({ assert }, [, users]) => {
      const browser = await visitor(1)
      class MovingCollection extends SessionCollection {
        override async tagged(user: string) {
          const found = await super.tagged(user)
          for (const next of users.splice(0)) await browser.signIn(next)
          return found
        }
      }
      const collection = new MovingCollection(sessionSettings.current as never)
      const isOther = users.at(-1) === 2
      app.container.swap(SessionCollection, () => collection)
      try {
        await reflex.sessions.endOf(1)
      } finally {
        app.container.restore(SessionCollection)
      }
      assert.equal((await browser.fetch('/guarded')).status === 200, isOther)
    })

  test('are not brought back by a request that had begun before', async ({ assert }) => {
    const browser = await visitor(1)
    const tab = await browser.open('/guarded')
    await tab.hello()
    const id = session()
    const slow = browser.fetch('/slow-session')
    await gates.reached('session')
    await reflex.sessions.end([id])
    gates.open('session')
    assert.equal((await slow).status, 200)
    await new Promise((resolve) => setTimeout(resolve, 20))
    assert.equal((await browser.fetch('/guarded')).headers.get('location'), '/sign-in')
  })

  test('are not brought back under another id, and who signs in anew stays', async ({ assert }) => {
    const browser = await visitor(1)
    const tab = await browser.open('/guarded')
    await tab.hello()
    const id = session()
    const early = browser.clone()
    const slow = early.fetch('/slow-session/moved')
    await gates.reached('session')
    await reflex.sessions.end([id])
    gates.open('session')
    assert.equal((await slow).status, 200)
    assert.notEqual(early.cookies.get('lab_session'), browser.cookies.get('lab_session'))
    // It has ended once more, a moment after it was stored
    while ((await early.fetch('/guarded')).headers.get('location') !== '/sign-in') await delay(5)
    // With the cookie of the ended session
    await browser.signIn(1)
    assert.equal((await browser.fetch('/guarded')).status, 200)
    const moved = browser.fetch('/slow-session/moved')
    await gates.reached('session')
    gates.open('session')
    assert.equal((await moved).status, 200)
    assert.equal((await browser.fetch('/guarded')).status, 200)
  })

  for (const [store, tags] of SESSION_STORES) {
    if (['cookie', 'sqlite', 'postgres'].includes(store)) continue
    test(`fail no event that goes on and changes nothing: ${store}`, async ({ assert }) => {
      await new BrowserSession().fetch('/api/session')
      sessionSettings.current!.store = store
      const settings = sessionSettings.current as never
      app.container.swap(SessionCollection, () => new SessionCollection(settings))
      try {
        const browser = await visitor(1)
        const tab = await browser.open('/request/1')
        await tab.hello()
        const closed = tab.closed()
        void tab.call('RequestState', 'wait').catch(() => {})
        await gates.reached('request')
        journal.clear()
        await reflex.sessions.end([session()])
        assert.equal(await closed, SESSION_CHANGED)
        gates.open('request')
        const back = await browser.connect(tab.boot)
        await back.hello({ n: Number.MAX_SAFE_INTEGER })
        // Its turn comes after that of the slow event
        const { isGuest } = await back.value<{ isGuest: boolean }>('RequestState', 'look')
        assert.isTrue(isGuest)
        assert.deepEqual(
          journal.entries.filter((entry) => entry.startsWith('report')),
          []
        )
        assert.equal((await browser.fetch('/guarded')).headers.get('location'), '/sign-in')
      } finally {
        app.container.restore(SessionCollection)
        sessionSettings.current!.store = 'memory'
      }
    }).tags(tags)
  }

  async function staffMember(user: number): Promise<BrowserSession> {
    const browser = new BrowserSession()
    browsers.push(browser)
    await browser.fetch('/staff/sign-in', {
      method: 'POST',
      body: new URLSearchParams({ id: String(user) }),
    })
    return browser
  }

  const staffOf = async (browser: BrowserSession) => (await browser.fetch('/staff')).text()

  test('are those of one guard, where another has users with the same ids', async ({ assert }) => {
    const staff = [await staffMember(1), await staffMember(1)]
    const tab = await staff[0].open('/identity')
    await tab.hello()
    const browser = await visitor(1)
    await reflex.sessions.endOf(1)
    assert.equal((await browser.fetch('/guarded')).headers.get('location'), '/sign-in')
    for (const member of staff) assert.equal(await staffOf(member), 'Ada Lovelace')
    assert.isDefined((await tab.call('IdentityState', 'write', 'still here')).d)
  })

  test('are those of the guard that is named, and of one that exists', async ({ assert }) => {
    const [browser, member, other] = [await visitor(1), await staffMember(1), await staffMember(2)]
    const own = await browser.open('/guarded')
    await own.hello()
    const tab = await member.open('/identity')
    await tab.hello()
    const closed = tab.closed()
    await reflex.sessions.endOf(1, { guard: 'staff' })
    assert.equal(await closed, SESSION_CHANGED)
    assert.equal(await staffOf(member), 'nobody')
    assert.equal(await staffOf(other), 'Grace Hopper')
    assert.equal(await own.value('GuardedState', 'secret'), 'The secret of Ada Lovelace')
    await assert.rejects(() => reflex.sessions.endOf(1, { guard: 'stuff' }), errors.E_SESSION_GUARD)
  })

  test('cannot be ended where browsers keep them', async ({ assert }) => {
    const browser = await visitor(1)
    await browser.fetch('/guarded')
    const { store } = sessionSettings.current!
    const original = await app.container.make(SessionCollection)
    const config = { ...sessionSettings.current!, store: 'cookie' }
    app.container.swap(SessionCollection, () => new SessionCollection(config as never))
    try {
      await assert.rejects(() => reflex.sessions.end(['x']), errors.E_SESSION_STORE)
      await assert.rejects(() => reflex.sessions.endOf(1), errors.E_SESSION_STORE)
    } finally {
      app.container.restore(SessionCollection)
    }
    assert.equal(store, 'memory')
    assert.isTrue(original.supportsTagging())
    assert.equal((await browser.fetch('/guarded')).status, 200)
  })
})
