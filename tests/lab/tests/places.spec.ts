/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import type { BootData, UpdateFrame } from 'reflex-adonis/types'
import { BrowserSession } from '../../helpers/browser_session.ts'
import type { SocketTab } from '../../helpers/socket_tab.ts'
import { Journal } from '#services/journal'

const PLACES = 'PlacesState'

/** Vars of the state that a document or a navigation brings. */
function varsOf({ states }: Pick<BootData, 'states'>): Record<string, unknown> {
  return states[PLACES].v
}

/** What a frame sets, by var. */
function set({ d }: UpdateFrame): Record<string, unknown> {
  return Object.fromEntries((d?.[PLACES] ?? []).map(([, path, value]) => [path.join('.'), value]))
}

test.group('Vars in the address', (group) => {
  let browser: BrowserSession
  let tab: SocketTab

  group.each.setup(() => {
    browser = new BrowserSession()
    return () => browser.close()
  })

  async function open(path: string): Promise<BootData> {
    tab = await browser.open(path)
    await tab.hello()
    return tab.boot
  }

  test('are there before onLoad, and the initial ones where the address has none', async ({
    assert,
  }) => {
    const boot = await open('/places?page=3&sort=price&q=a+b%26c&tags=x&tags=y')
    assert.deepInclude(varsOf(boot), {
      page: 3,
      sort: 'price',
      search: 'a b&c',
      tags: ['x', 'y'],
      loaded: 'light 3 price a b&c',
    })
    assert.deepInclude(varsOf(await open('/places')), { page: 1, sort: 'name', tags: [] })
  })

  test('never hold what they must not', async ({ assert }) => {
    const bad = [
      'page=abc',
      'page=1e999',
      'page=',
      'page=0x10',
      'page=2&page=3',
      'page[$gt]=1',
      'sort=__proto__',
      'sort=password',
      'sort=name&sort=price',
      `q=${'x'.repeat(7_000)}&q=`,
      `${'tags=x&'.repeat(101)}`,
      '__proto__=1&constructor=2',
      'q=%E0%A4%A&page=%',
    ]
    for (const query of bad) {
      const vars = varsOf(await browser.load(`/places?${query}`))
      const { page, sort, tags } = vars
      assert.deepEqual({ page, sort, tags }, { page: 1, sort: 'name', tags: [] }, query)
      assert.isString(vars.search)
    }
  })

  test('move the page when an event changes them, which later events come from', async ({
    assert,
  }) => {
    await open('/places?utm=%7Ea+b&q=tea#hash')
    const answer = await tab.call(PLACES, 'turn', 2)
    assert.deepEqual(answer.u, {
      url: '/places?utm=%7Ea+b&q=tea&page=2',
      q: { utm: '~a b', q: 'tea', page: '2' },
    })
    assert.deepEqual(set(answer), { page: 2 })
    const { query } = await tab.value<{ query: unknown }>(PLACES, 'seen')
    assert.deepEqual(query, { utm: '~a b', q: 'tea', page: '2' })
    assert.deepEqual((await tab.call(PLACES, 'find', 'ä & ?')).u, {
      url: '/places?utm=%7Ea+b&q=%C3%A4+%26+%3F',
      q: { utm: '~a b', q: 'ä & ?' },
    })
    assert.isUndefined((await tab.call(PLACES, 'turn', 1)).u)
    assert.deepEqual((await tab.call(PLACES, 'order', 'price')).u, {
      url: '/places?utm=%7Ea+b&q=%C3%A4+%26+%3F&sort=price',
      q: { utm: '~a b', q: 'ä & ?', sort: 'price' },
      push: 1,
    })
    assert.deepEqual((await tab.call(PLACES, 'label', '')).u!.url.split('&').at(-1), 'tags=')
    assert.equal((await tab.call(PLACES, 'startAnew')).u!.url, '/places?utm=%7Ea+b')
  })

  test('leave no longer address than a browser may send', async ({ assert }) => {
    await open('/places')
    const { code } = await tab.failure(PLACES, 'find', 'ü'.repeat(2_000))
    assert.equal(code, 'E_ADDRESS_TOO_LONG')
    assert.deepEqual((await tab.call(PLACES, 'turn', 2)).u, {
      url: '/places?page=2',
      q: { page: '2' },
    })
  })

  test('stay where they were when the event fails, but for what was flushed', async ({
    assert,
  }) => {
    await open('/places')
    const failed = await tab.call(PLACES, 'fail')
    assert.isDefined(failed.x)
    assert.isUndefined(failed.u)
    const { query } = await tab.value<{ query: unknown }>(PLACES, 'seen')
    assert.deepEqual(query, {})

    const first = tab.next((frame) => frame.t === undefined && frame.u?.url === '/places?page=2')
    const torn = await tab.call(PLACES, 'leaf')
    await first
    assert.isUndefined(torn.u)
    assert.deepEqual((await tab.value<{ query: unknown }>(PLACES, 'seen')).query, { page: '3' })
  })

  test('are changed by events without a request too', async ({ assert }) => {
    await open('/places')
    assert.deepEqual((await tab.call('BareState', 'turn', 4)).u, {
      url: '/places?page=4',
      q: { page: '4' },
    })
    assert.equal((await tab.failure('BareState', 'paint', 'dark')).code, 'E_COOKIE_WITHOUT_REQUEST')
  })

  test('may be changed by onLoad, and the page is at another address then', async ({ assert }) => {
    const boot = await open('/places?page=99')
    assert.equal(boot.page.url, '/places?page=9')
    assert.equal(varsOf(boot).page, 9)
    const moved = await tab.navigate('/places?page=77&sort=price')
    assert.equal(moved.p!.url, '/places?page=9&sort=price')
  })

  test('are read again by each navigation', async ({ assert }) => {
    await open('/places?page=4&q=tea')
    const { p, d } = await tab.navigate('/places?page=2')
    assert.equal(p!.url, '/places?page=2')
    assert.deepInclude(set({ n: 0, d }), { page: 2, search: '' })
  })

  test('survive a lost connection: the browser shows the older address', async ({ assert }) => {
    const boot = await open('/places')
    const journal = await app.container.make(Journal)
    await tab.call(PLACES, 'turn', 2)
    journal.clear()
    tab.socket.terminate()
    const second = await browser.connect(boot)
    // It has not got the frame that moved it
    const again = second.answer(1)
    const welcome = await second.hello({ n: 0, id: 1 })
    assert.isTrue(welcome.resumed)
    assert.deepEqual((await again).u, { url: '/places?page=2', q: { page: '2' } })
    assert.notInclude(journal.entries, 'load places')
    assert.deepEqual((await second.value<{ query: unknown }>(PLACES, 'seen')).query, { page: '2' })
  })

  test('of a browser that shows another address are read from there', async ({ assert }) => {
    const boot = await open('/places')
    await tab.call(PLACES, 'turn', 2)
    tab.socket.terminate()
    const second = await browser.connect({
      ...boot,
      page: { ...boot.page, url: '/places?page=7' },
    })
    const { snapshot } = await second.hello({ n: 1, id: 1 })
    assert.equal(varsOf(snapshot!).page, 7)
  })

  test('are kept by a form without a script', async ({ assert }) => {
    const html = await (await browser.fetch('/places?page=3&x=1')).text()
    const csrf = /name="_csrf" value="([^"]*)"/.exec(html)![1]
    const body = new URLSearchParams({ '_csrf': csrf, '$reflex:PlacesState/next': '' })
    const response = await browser.fetch('/places?page=3&x=1', { method: 'POST', body })
    assert.equal(response.status, 303)
    assert.equal(response.headers.get('location'), '/places?page=4&x=1')
    const boot = await browser.load(response.headers.get('location')!)
    assert.deepInclude(varsOf(boot), { page: 4, theme: 'dark' })
    assert.deepInclude(varsOf(await browser.load('/places')), { page: 1, theme: 'dark' })
  })
})

test.group('Vars in cookies', (group) => {
  let browser: BrowserSession
  let tab: SocketTab

  group.each.setup(async () => {
    browser = new BrowserSession()
    tab = await browser.open('/places')
    await tab.hello()
    return () => browser.close()
  })

  test('are written by the event that changes them, out of reach of scripts', async ({
    assert,
  }) => {
    const { c } = await tab.call(PLACES, 'paint', 'dark')
    const response = await browser.redeem(c!)
    const [cookie] = response.headers.getSetCookie()
    assert.match(cookie, /^theme=s%3A|^theme=s:/)
    assert.match(cookie, /HttpOnly/)
    assert.match(cookie, /Max-Age=31557600|Max-Age=31536000/)
    assert.deepInclude(varsOf(await browser.load('/places')), {
      theme: 'dark',
      loaded: 'dark 1 name ',
    })
    assert.equal((await tab.value<{ theme: string }>(PLACES, 'seen')).theme, 'dark')
    assert.isUndefined((await tab.call(PLACES, 'paint', 'dark')).c)
  })

  test('keep what is false, and are cleared with their initial value', async ({ assert }) => {
    await browser.redeem((await tab.call(PLACES, 'dismiss')).c!)
    assert.match(browser.cookies.get('banner')!, /^e/)
    assert.isFalse(varsOf(await browser.load('/places')).banner)
    await browser.redeem((await tab.call(PLACES, 'startAnew')).c!)
    assert.isFalse(browser.cookies.has('banner'))
    assert.isTrue(varsOf(await browser.load('/places')).banner)
  })

  test('are read before the first paint', async ({ assert }) => {
    await browser.redeem((await tab.call(PLACES, 'paint', 'dark')).c!)
    assert.include(await (await browser.fetch('/places')).text(), '>dark 1 cosy false</p>')
  })

  test('are not believed when they were tampered with, or are of another type', async ({
    assert,
  }) => {
    await browser.redeem((await tab.call(PLACES, 'paint', 'dark')).c!)
    const good = browser.cookies.get('theme')!
    // The cookie of another name has another signature
    browser.cookies.set('banner', good)
    for (const forged of [good.slice(0, -2), 'dark', 's:eyJ', `${good}x`, '']) {
      browser.cookies.set('theme', forged)
      assert.deepInclude(varsOf(await browser.load('/places')), { theme: 'light', banner: true })
    }
  })

  test('of an event that fails are not written', async ({ assert }) => {
    const { c } = await tab.call(PLACES, 'fail')
    assert.isUndefined(c)
    assert.equal(varsOf(await browser.load('/places')).theme, 'light')
  })

  test('follow a cookie that somebody else has changed, at the next event', async ({ assert }) => {
    const other = await browser.open('/places')
    await other.hello()
    await browser.redeem((await other.call(PLACES, 'paint', 'dark')).c!)
    // A socket has the cookies of its upgrade
    tab.socket.terminate()
    const second = await browser.connect(tab.boot)
    await second.hello()
    const { query } = await second.value<{ query: unknown }>(PLACES, 'seen')
    assert.deepEqual(query, {})
    const change = second.frames.findLast((frame) => frame.t === undefined && frame.d)
    assert.deepEqual(set(change as UpdateFrame), { theme: 'dark' })
  })
})

test.group('Vars in the storage of the browser', (group) => {
  let browser: BrowserSession
  let tab: SocketTab

  group.each.setup(async () => {
    browser = new BrowserSession()
    tab = await browser.open('/places')
    await tab.hello()
    return () => browser.close()
  })

  test('are named to the browser', ({ assert }) => {
    assert.deepEqual(tab.boot.states.PlacesState.k, { density: 'l', draft: 'sdraft' })
    assert.deepEqual(tab.boot.states.BareState.k, { wide: 'l' })
  })

  test('take what the browser has stored, where it is valid', async ({ assert }) => {
    const answer = await tab.call(PLACES, '$stored', { density: 'compact', draft: 'Dear' })
    assert.deepEqual(set(answer), { density: 'compact', draft: 'Dear' })
    const second = await tab.call(PLACES, '$stored', { density: 'huge', draft: 'Dear all' })
    assert.isUndefined(second.x)
    assert.deepEqual(set(second), { draft: 'Dear all' })
    assert.deepEqual((await tab.call('BareState', '$stored', { wide: true })).d, {
      BareState: [[0, ['wide'], true]],
    })
  })

  test('take nothing else, whatever is sent', async ({ assert }) => {
    const attacks: object[] = [
      { theme: 'dark', banner: false, page: 5, loaded: 'x', errors: { a: 'b' } },
      { draft: { $gt: '' } },
      { draft: ['x'] },
      { draft: null },
      { draft: 5 },
      { draft: 'x'.repeat(10_001) },
      { density: { toString: 'compact' } },
      { constructors: 1, hasOwnProperty: 'x', valueOf: 1 },
    ]
    for (const values of attacks) {
      const answer = await tab.call(PLACES, '$stored', values)
      assert.isUndefined(answer.x, JSON.stringify(values))
      assert.isUndefined(answer.d, JSON.stringify(values))
    }
    for (const args of [[], [5], [null], ['x'], [{}, {}]]) {
      const { code } = await tab.failure(PLACES, '$stored', ...args)
      assert.equal(code, 'E_EVENT_ARGUMENT')
    }
  })

  test('refuse keys that change prototypes before anything else', async ({ assert }) => {
    tab.send('{"t":"event","id":1,"s":"PlacesState","e":"$stored","a":[{"__proto__":{"draft":1}}]}')
    const { x } = await tab.answer(1)
    assert.equal(x!.code, 'E_FRAME_INVALID')
  })

  test('are out of reach from pages that do not reach the state, and states have no such event without them', async ({
    assert,
  }) => {
    const home = await browser.open('/')
    await home.hello()
    const { code } = await home.failure(PLACES, '$stored', { draft: 'x' })
    assert.equal(code, 'E_STATE_NOT_REACHABLE')
    assert.equal((await home.failure('CounterState', '$stored', {})).code, 'E_EVENT_UNKNOWN')
  })
})
