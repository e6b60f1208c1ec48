/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { BrowserSession } from '../../helpers/browser_session.ts'
import { shown, until } from '../../helpers/shown.ts'

test.group('Rooms of a browser session', (group) => {
  const browsers: BrowserSession[] = []

  group.each.setup(() => () => browsers.splice(0).forEach((browser) => browser.close()))

  function visitor() {
    const browser = new BrowserSession()
    browsers.push(browser)
    return browser
  }

  async function open(browser: BrowserSession, path = '/basket') {
    const tab = await browser.open(path)
    await tab.hello()
    return tab
  }

  const items = (tab: Parameters<typeof shown>[0]) => shown(tab, 'BasketState').items

  test('the tabs of one browser have the state in common, and no other browser', async ({
    assert,
  }) => {
    const [browser, other] = [visitor(), visitor()]
    const [first, second, foreign] = [await open(browser), await open(browser), await open(other)]
    await first.call('BasketState', 'put', 'tea')
    await until(second, 'BasketState', (vars) => String(vars.items) === 'tea')
    assert.deepEqual(items(await open(browser)), ['tea'])
    assert.deepEqual(items(foreign), [])
    await foreign.call('BasketState', 'put', 'milk')
    assert.deepEqual(items(foreign), ['milk'])
    assert.deepEqual(items(first), ['tea'])
  })

  test('what a guest has is theirs after they have signed in, in all tabs', async ({ assert }) => {
    const browser = visitor()
    const [first, second] = [await open(browser), await open(browser)]
    await first.call('BasketState', 'put', 'tea')
    const closed = second.closed()
    await browser.signIn(1)
    assert.equal(await closed, 4410)
    const back = await browser.connect(second.boot)
    await back.hello()
    await until(back, 'BasketState', (vars) => String(vars.items) === 'tea')
    await back.call('BasketState', 'put', 'milk')
    assert.deepEqual(items(await open(browser)), ['tea', 'milk'])
  })

  test('who signs out leaves nothing behind, in no tab', async ({ assert }) => {
    const browser = visitor()
    await browser.signIn(1)
    const [first, second] = [await open(browser), await open(browser)]
    await first.call('BasketState', 'put', 'tea')
    await until(second, 'BasketState', (vars) => String(vars.items) === 'tea')
    const closed = second.closed()
    await browser.fetch('/sign-out', { method: 'POST' })
    assert.equal(await closed, 4410)
    const back = await browser.connect(second.boot)
    await back.hello({ n: Number.MAX_SAFE_INTEGER })
    assert.deepEqual(items(back), [])
    assert.deepEqual((await browser.load('/basket')).states.BasketState.v.items, [])
    await browser.signIn(2)
    assert.deepEqual((await browser.load('/basket')).states.BasketState.v.items, [])
  })

  test('signed out by an event, the tab and all others begin anew', async ({ assert }) => {
    const browser = visitor()
    await browser.signIn(1)
    const [first, second] = [await open(browser), await open(browser)]
    await first.call('BasketState', 'put', 'tea')
    await until(second, 'BasketState', (vars) => String(vars.items) === 'tea')
    const closed = second.closed()
    await first.call('BasketState', 'signOut')
    await until(first, 'BasketState', (vars) => String(vars.items) === '')
    assert.equal(await closed, 4410)
    const back = await browser.connect(second.boot)
    await back.hello({ n: Number.MAX_SAFE_INTEGER })
    assert.deepEqual(items(back), [])
    await first.call('BasketState', 'put', 'milk')
    await until(back, 'BasketState', (vars) => String(vars.items) === 'milk')
  })

  test('another user who signs in over the first gets nothing of them', async ({ assert }) => {
    const browser = visitor()
    await browser.signIn(1)
    await (await open(browser)).call('BasketState', 'put', 'tea')
    await browser.signIn(2)
    assert.deepEqual((await browser.load('/basket')).states.BasketState.v.items, [])
  })

  test('signed in by an event, the guest keeps what they have', async ({ assert }) => {
    const browser = visitor()
    const tab = await open(browser)
    await tab.call('BasketState', 'put', 'tea')
    const answer = await tab.call('BasketState', 'signIn', 1)
    await browser.redeem(answer.c!)
    assert.deepEqual((await browser.load('/basket')).states.BasketState.v.items, ['tea'])
  })

  test('a session that was emptied has another room', async ({ assert }) => {
    const browser = visitor()
    await (await open(browser)).call('BasketState', 'put', 'tea')
    await browser.fetch('/api/session/destroy')
    assert.deepEqual((await browser.load('/basket')).states.BasketState.v.items, [])
  })

  test('neither a token nor a frame of another browser opens a room', async ({ assert }) => {
    const [owner, thief] = [visitor(), visitor()]
    const tab = await open(owner)
    await tab.call('BasketState', 'put', 'tea')
    const own = await open(thief)
    const stolen = await thief.connect(tab.boot)
    stolen.send({
      t: 'hello',
      v: 1,
      token: tab.boot.token,
      build: tab.boot.build,
      url: '/basket',
      n: 0,
      id: 0,
    })
    assert.equal(await stolen.closed(), 4401)
    await own.call('BasketState', 'put', 'own')
    assert.deepEqual(items(own), ['own'])
    assert.isFalse(stolen.frames.some((frame) => JSON.stringify(frame).includes('tea')))
  })
})
