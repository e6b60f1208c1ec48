/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import reflex from 'reflex-adonis/services/main'
import { errors } from 'reflex-adonis'
import { gates } from '#services/gates'
import { sessionSettings } from '#services/journal'
import { BrowserSession } from '../../helpers/browser_session.ts'

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

  test('cannot be ended where browsers keep them', async ({ assert }) => {
    const { SessionCollection } = await import('@adonisjs/session')
    const { default: app } = await import('@adonisjs/core/services/app')
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
