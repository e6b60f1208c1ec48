/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import redis from '@adonisjs/redis/services/main'
import type { UpdateFrame } from 'reflex-adonis/types'
import { BrowserSession } from '../../helpers/browser_session.ts'
import { createSessionTable, SESSION_STORES } from '../../helpers/session_stores.ts'
import { gates } from '#services/gates'
import { sessionSettings } from '#services/journal'

/** The prefix makes these the keys of this run only. */
async function removeKeys(): Promise<void> {
  const prefix = `lab-${process.pid}:`
  const keys = await redis.keys(`${prefix}*`)
  if (keys.length > 0) await redis.del(...keys.map((key) => key.slice(prefix.length)))
}

for (const [store, tags] of SESSION_STORES) {
  test.group(`Sessions in the store "${store}"`, (group) => {
    let browser: BrowserSession

    if (store === 'sqlite' || store === 'postgres') {
      group.setup(() => createSessionTable(db.connection(store)))
    }
    if (store === 'redis') group.teardown(removeKeys)

    group.each.setup(async () => {
      browser = new BrowserSession()
      // The settings are there once a request has been made
      await new BrowserSession().fetch('/api/session')
      sessionSettings.current!.store = store
      return () => {
        sessionSettings.current!.store = 'memory'
        browser.close()
      }
    })
    group.tap((each) => each.tags(tags))

    test('what an event stores is there for HTTP and for the next event', async ({ assert }) => {
      const tab = await browser.open('/identity')
      await tab.hello()
      const { c } = await tab.call('CookieState', 'remember', 'it')
      if (c !== undefined) assert.equal((await browser.redeem(c)).status, 204)
      assert.equal(await tab.value('CookieState', 'recall'), 'it')
      assert.deepEqual(await (await browser.fetch('/api/session')).json(), {
        session: { value: 'it' },
        user: null,
      })
    })

    if (store !== 'cookie') {
      test('a slow event keeps what a fast one and HTTP have stored meanwhile', async ({
        assert,
      }) => {
        await browser.fetch('/api/session/join/first')
        const slow = await browser.open('/mistakes')
        await slow.hello()
        const fast = await browser.open('/mistakes')
        await fast.hello()
        const answer = slow.call('MistakeState', 'keep', 'slow', 'yes', 'session')
        await gates.pass('session begun')
        await fast.call('MistakeState', 'keep', 'fast', 'yes')
        await fast.call('MistakeState', 'forgetKey', 'member')
        await browser.fetch('/flash-note')
        gates.open('session')
        assert.isUndefined((await answer).x)
        assert.include(JSON.stringify(await browser.load('/mistakes')), 'from before')
        const { session } = (await (await browser.fetch('/api/session')).json()) as {
          session: object
        }
        assert.deepEqual(session, { slow: 'yes', fast: 'yes', value: 'stored' })
      })
    }

    test('a slow event brings nobody back who signs out in another tab', async ({ assert }) => {
      await browser.signIn(1)
      const slow = await browser.open('/mistakes')
      const other = await browser.open('/identity')
      await Promise.all([slow.hello(), other.hello()])
      const closed = slow.closed()
      void slow.call('MistakeState', 'keep', 'slow', 'yes', 'session').catch(() => {})
      await gates.pass('session begun')
      const { c } = await other.call('IdentityState', 'logout')
      if (c !== undefined) await browser.redeem(c)
      assert.equal(await closed, 4410)
      gates.open('session')
      const back = await browser.connect(slow.boot)
      await back.hello({ n: Number.MAX_SAFE_INTEGER })
      // Its turn comes after that of the slow event
      await back.call('MistakeState', 'read')
      for (const { c: late } of back.frames as { c?: string }[]) {
        if (late !== undefined) await browser.redeem(late)
      }
      const { user } = (await (await browser.fetch('/api/session')).json()) as { user: unknown }
      assert.isNull(user)
    })

    test('a slow logout counts in the session that a request has given another id meanwhile', async ({
      assert,
    }) => {
      await browser.signIn(1)
      const [slow, other] = [await browser.open('/identity'), await browser.open('/account')]
      await Promise.all([slow.hello(), other.hello()])
      const logout = slow.call('IdentityState', 'logoutLater').catch(() => undefined)
      await gates.reached('logout')
      const before = browser.cookies.get('lab_session')
      gates.open('session')
      await browser.fetch('/slow-session/moved')
      assert.notEqual(browser.cookies.get('lab_session'), before)
      // They come again with the id that the session has now
      await other.closed()
      const again = await browser.connect(other.boot)
      await again.hello()
      const closed = again.closed()
      gates.open('logout')
      await logout
      assert.equal(await closed, 4410)
      const { user } = (await (await browser.fetch('/api/session')).json()) as { user: unknown }
      assert.isNull(user)
      assert.equal((await browser.fetch('/account')).status, 302)
    })

    test('a login by event is a login over HTTP, with a new session id', async ({ assert }) => {
      const tab = await browser.open('/identity')
      await tab.hello()
      const before = browser.cookies.get('lab_session')
      const { c } = await tab.call('IdentityState', 'login', 1)
      const response = await browser.redeem(c!)
      assert.equal(response.status, 204)
      const cookie = response.headers.getSetCookie().find((line) => line.startsWith('lab_session'))
      assert.include(cookie, 'HttpOnly')
      assert.notEqual(browser.cookies.get('lab_session'), before)
      const { user } = (await (await browser.fetch('/api/session')).json()) as { user: string }
      assert.equal(user, 'Ada Lovelace')
      assert.equal((await browser.fetch('/guarded')).status, 200)
    })

    test('the tab that has signed in is admitted anew and sees its user', async ({ assert }) => {
      const tab = await browser.open('/identity')
      await tab.hello()
      const news = tab.next((frame) => frame.t === undefined && frame.p !== undefined)
      await tab.call('IdentityState', 'login', 1)
      const { d } = (await news) as { d: Record<string, unknown> }
      assert.deepEqual(d.IdentityState, [[0, ['name'], 'Ada Lovelace']])
    })

    test('another tab of the browser follows a login by event, once the cookies are there', async ({
      assert,
    }) => {
      const first = await browser.open('/identity')
      const second = await browser.open('/identity')
      await Promise.all([first.hello(), second.hello()])
      const closed = second.closed()
      const { c } = await first.call('IdentityState', 'login', 2)
      await browser.redeem(c!)
      assert.equal(await closed, 4410)

      const again = await browser.connect(second.boot)
      const welcome = await again.hello()
      assert.equal(welcome.snapshot!.states.IdentityState.v.name, 'Grace Hopper')
    })

    test('another tab follows a logout by event to where its page sends it', async ({ assert }) => {
      await browser.signIn(1)
      const account = await browser.open('/account')
      const other = await browser.open('/identity')
      await Promise.all([account.hello(), other.hello()])
      const closed = account.closed()
      const { c } = await other.call('IdentityState', 'logout')
      if (c !== undefined) await browser.redeem(c)
      assert.equal(await closed, 4410)

      const again = await browser.connect(account.boot)
      const welcome = await again.hello()
      assert.isUndefined(welcome.snapshot)
      assert.deepEqual(welcome.actions, [{ type: 'redirect', url: '/sign-in', replace: true }])
      assert.equal((await browser.fetch('/account')).status, 302)
    })

    for (const [event, code] of [
      ['logoutAndFail', 'E_EVENT_FAILED'],
      ['logoutAndRefuse', 'E_VALIDATION_ERROR'],
    ]) {
      test(`another tab follows a logout by event that fails after it: ${code}`, async ({
        assert,
      }) => {
        await browser.signIn(1)
        const account = await browser.open('/account')
        const other = await browser.open('/identity')
        await Promise.all([account.hello(), other.hello()])
        const closed = account.closed()
        const { x, c } = await other.call('IdentityState', event)
        assert.equal(x!.code, code)
        if (c !== undefined) await browser.redeem(c)
        assert.equal(await closed, 4410)
      })
    }

    for (const how of ['cleared', 'regenerated', 'refilled']) {
      test(`an event that ends its session keeps its tab, and the others follow: ${how}`, async ({
        assert,
      }) => {
        await browser.signIn(1)
        const account = await browser.open('/account')
        const own = await browser.open('/identity')
        await Promise.all([account.hello(), own.hello()])
        assert.equal(own.boot.states.IdentityState.v.name, 'Ada Lovelace')
        const closed = account.closed()
        const news = own.next((frame) => frame.t === undefined && frame.p !== undefined)
        const { r, c } = await own.call('IdentityState', 'endSession', how)
        assert.equal(r, how)
        // The tab itself is admitted anew, over the socket that it has
        const { d, s } = (await news) as UpdateFrame
        assert.include(JSON.stringify(s ?? d), 'nobody')
        if (c !== undefined) await browser.redeem(c)
        assert.equal(await closed, 4410)
        assert.equal((await browser.fetch('/account')).status, 302)
        assert.equal(own.socket.readyState, own.socket.OPEN)
        assert.isDefined((await own.call('IdentityState', 'write', 'still here')).d)
      })
    }

    test('open tabs follow a login and a logout over HTTP', async ({ assert }) => {
      const tab = await browser.open('/identity')
      await tab.hello()
      const signedIn = tab.closed()
      await browser.signIn(1)
      assert.equal(await signedIn, 4410)
      const second = await browser.connect(tab.boot)
      const welcome = await second.hello()
      assert.equal(welcome.snapshot!.states.IdentityState.v.name, 'Ada Lovelace')

      const signedOut = second.closed()
      await browser.fetch('/sign-out', { method: 'POST' })
      assert.equal(await signedOut, 4410)
      const third = await browser.connect({ ...tab.boot, token: welcome.token })
      const last = await third.hello()
      assert.equal(last.snapshot!.states.IdentityState.v.name, 'nobody')
    })
  })
}

test.group('Sessions that move', (group) => {
  let browser: BrowserSession

  group.each.setup(() => {
    browser = new BrowserSession()
    return () => browser.close()
  })

  test('a tab that comes back before its new cookies is asked to come again', async ({
    assert,
  }) => {
    const first = await browser.open('/identity')
    const second = await browser.open('/identity')
    await Promise.all([first.hello(), second.hello()])
    const { c } = await first.call('IdentityState', 'login', 1)
    second.socket.terminate()

    const early = await browser.connect(second.boot)
    const closed = early.closed()
    early.send({
      t: 'hello',
      v: 1,
      token: second.boot.token,
      build: second.boot.build,
      url: '/identity',
      n: 0,
      id: 0,
    })
    assert.equal(await closed, 4412)

    await browser.redeem(c!)
    const late = await browser.connect(second.boot)
    assert.isDefined((await late.hello()).snapshot)
  })

  test('what one user has loaded is gone when another one comes', async ({ assert }) => {
    await browser.signIn(1)
    const tab = await browser.open('/account')
    await tab.hello()
    await tab.call('IdentityState', 'write', 'a note of Ada')
    const signedOut = tab.closed()
    await browser.fetch('/sign-out', { method: 'POST' })
    await signedOut
    await browser.signIn(2)

    const second = await browser.connect(tab.boot)
    const welcome = await second.hello()
    assert.containsSubset(welcome.snapshot!.states.IdentityState.v, {
      name: 'Grace Hopper',
      note: '',
    })
  })

  test('a guest who signs in keeps what the tab holds', async ({ assert }) => {
    const tab = await browser.open('/identity')
    await tab.hello()
    await tab.call('IdentityState', 'write', 'half a form')
    const news = tab.next((frame) => frame.t === undefined && frame.p !== undefined)
    await tab.call('IdentityState', 'login', 1)
    const { d, s } = (await news) as { d?: Record<string, unknown>; s?: object }
    assert.isUndefined(s)
    assert.deepEqual(d!.IdentityState, [[0, ['name'], 'Ada Lovelace']])
  })

  test('an event that signs in and redirects leaves the rest to the new page', async ({
    assert,
  }) => {
    const tab = await browser.open('/identity')
    await tab.hello()
    const { a, c } = await tab.call('IdentityState', 'loginAndLeave', 1)
    assert.deepEqual(a, [{ type: 'redirect', url: '/guarded' }])
    await browser.redeem(c!)
    const { p, s } = await tab.navigate('/guarded')
    assert.equal(p!.route, 'guarded')
    assert.equal(s!.GuardedState.v.owner, 'Ada Lovelace')
  })

  test('a session that is gone on the server is anonymous at the next event', async ({
    assert,
  }) => {
    await browser.signIn(1)
    const tab = await browser.open('/account')
    await tab.hello()
    // Another device has ended the session, and this process heard nothing of it
    const other = browser.clone()
    await other.fetch('/api/session/destroy')
    const { a } = await tab.call('IdentityState', 'write', 'x')
    assert.deepEqual(a, [{ type: 'redirect', url: '/sign-in' }])
  })

  test('a key of the application that begins as those of guards do signs nobody in', async ({
    assert,
  }) => {
    await browser.signIn(1)
    const other = await browser.open('/mistakes')
    await other.hello()
    await other.call('MistakeState', 'keep', 'auth_step', 'second')
    const tab = await browser.open('/account')
    await tab.hello()
    await tab.call('IdentityState', 'write', 'a note of Ada')
    await other.call('MistakeState', 'forgetKey', 'auth_step')
    await tab.call('IdentityState', 'load')
    tab.close()
    const back = await browser.connect(tab.boot)
    const { snapshot } = await back.hello({ n: Number.MAX_SAFE_INTEGER })
    assert.equal(snapshot!.states.IdentityState.v.note, 'a note of Ada')
  })

  test('a page that was asked for after the login is left alone', async ({ assert }) => {
    const before = await browser.open('/identity')
    await before.hello()
    const closed = before.closed()
    await browser.signIn(1)
    const tab = await browser.open('/account')
    await tab.hello()
    // All tabs of the browser have heard of the login by then
    assert.equal(await closed, 4410)
    assert.equal(tab.socket.readyState, tab.socket.OPEN)
    assert.isDefined((await tab.call('IdentityState', 'write', 'x')).d)
  })

  test('the tabs of other browsers notice nothing', async ({ assert }) => {
    const stranger = new BrowserSession()
    const theirs = await stranger.open('/identity')
    const tab = await browser.open('/identity')
    await Promise.all([tab.hello(), theirs.hello()])
    const { c } = await tab.call('IdentityState', 'login', 1)
    await browser.redeem(c!)
    assert.equal(await theirs.value('CookieState', 'recall'), null)
    assert.equal(theirs.socket.readyState, theirs.socket.OPEN)
    stranger.close()
  })
})
