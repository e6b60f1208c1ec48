/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { SessionBrowser } from '../../helpers/adonis/session_browser.ts'
import { cookieStore } from '../../helpers/adonis/session_stores.ts'

test.group('Sessions that browsers keep', () => {
  async function greeted() {
    const browser = new SessionBrowser(await cookieStore())
    await browser.run((session) => {
      session.put('name', 'Ada')
      session.put('auth_web', 1)
      session.flash('success', 'Saved')
    })
    return browser
  }

  const messages = { success: 'Saved' }

  test('keep messages for the next page where a request without one changes something', async ({
    assert,
  }) => {
    const browser = await greeted()
    await browser.run((session) => session.put('seen', true), 'passing')
    assert.deepEqual(await browser.values(), { name: 'Ada', auth_web: 1, seen: true, messages })
    await browser.run()
    assert.deepEqual(await browser.values(), { name: 'Ada', auth_web: 1, seen: true })
  })

  test('keep them where it gives the session another id, or flashes more', async ({ assert }) => {
    const browser = await greeted()
    await browser.run((session) => session.regenerate(), 'passing')
    assert.deepEqual(await browser.values(), { name: 'Ada', auth_web: 1, messages })
    await browser.run((session) => session.flash('note', 'New'), 'passing')
    assert.deepEqual(await browser.values(), {
      name: 'Ada',
      auth_web: 1,
      messages: { ...messages, note: 'New' },
    })
  })

  test('have what an event changes, and lose the messages that it has shown', async ({
    assert,
  }) => {
    const browser = await greeted()
    await browser.run((session) => {
      session.put('name', 'Grace')
      session.forget('auth_web')
    }, 'event')
    assert.deepEqual(await browser.values(), { name: 'Grace' })
  })

  test('have what all events of a tab have stored', async ({ assert }) => {
    const browser = await greeted()
    const tab = browser.tab()
    const reader = await browser.begin('event', tab)
    const slow = await browser.begin('event', tab)
    await browser.run((session) => session.put('name', 'Grace'), 'event', tab)
    await browser.run((session) => session.forget('auth_web'), 'event', tab)
    await reader.finish()
    slow.session.put('seen', true)
    await slow.finish()
    const { session, finish } = await browser.begin('event', tab)
    assert.deepEqual(session.all(), { name: 'Grace', seen: true })
    assert.isTrue(session.flashMessages.isEmpty)
    await finish()
  })

  test('stay ended for the events of their tab', async ({ assert }) => {
    const browser = await greeted()
    const tab = browser.tab()
    const slow = await browser.begin('event', tab)
    await browser.run((session) => session.clear(), 'event', tab)
    slow.session.put('name', 'Grace')
    await slow.finish()
    const { session, finish } = await browser.begin('event', tab)
    assert.deepEqual(session.all(), {})
    await finish()
  })

  test('have what events of several tabs have stored', async ({ assert }) => {
    const browser = await greeted()
    const [slow, fast] = [browser.tab(), browser.tab()]
    const late = await browser.begin('event', slow)
    await browser.run((session) => session.put('name', 'Grace'), 'event', fast)
    await browser.clone().run((session) => session.put('over', 'HTTP'))
    late.session.put('seen', true)
    await late.finish()
    const { session, finish } = await browser.begin('event', slow)
    // What is sent over HTTP is as the browser has had it
    assert.deepEqual(session.all(), { name: 'Ada', auth_web: 1, over: 'HTTP', seen: true })
    await finish()
  })

  test('are not those of somebody again who has signed out in another tab', async ({ assert }) => {
    const browser = await greeted()
    const [slow, fast] = [browser.tab(), browser.tab()]
    const late = await browser.begin('event', slow)
    await browser.run((session) => session.forget('auth_web'), 'event', fast)
    late.session.put('seen', true)
    await late.finish()
    const { session, finish } = await browser.begin('event', slow)
    assert.deepEqual(session.all(), { name: 'Ada', seen: true })
    await finish()
  })

  test('are not sent by a page that is late, nor by one of a session that has ended', async ({
    assert,
  }) => {
    const browser = await greeted()
    await browser.run()
    const [page, other] = [browser.clone(), browser.clone()]
    const [late, changed] = [await page.begin(), await other.begin('event')]
    await browser.run((session) => session.clear(), 'event')
    await late.finish()
    changed.session.put('seen', true)
    await changed.finish()
    assert.deepEqual([page.set, other.set], [[], []])
    assert.deepEqual(await browser.values(), {})
  })

  test('are sent anew by a page of which nothing was stored meanwhile', async ({ assert }) => {
    const browser = await greeted()
    await browser.run()
    await browser.run()
    const { sessionId } = browser
    assert.sameMembers(browser.set, ['adonis_session', sessionId])
    await browser.run()
    assert.sameMembers(browser.set, ['adonis_session', sessionId])
  })
})
