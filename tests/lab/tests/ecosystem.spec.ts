/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { tracingChannels } from 'reflex-adonis'
import type { EventTrace } from 'reflex-adonis/types'
import { test } from '@japa/runner'
import { BrowserSession } from '../../helpers/browser_session.ts'
import type { SocketTab } from '../../helpers/socket_tab.ts'
import { lookups } from '#services/users'

test.group('Middleware of the ecosystem, in events', (group) => {
  let browser: BrowserSession

  group.each.setup(() => {
    browser = new BrowserSession()
    return () => browser.close()
  })

  async function open(path: string): Promise<SocketTab> {
    const tab = await browser.open(path)
    await tab.hello()
    return tab
  }

  test('i18n: the locale of the browser, in texts and in validation messages', async ({
    assert,
  }) => {
    browser.headers = { 'accept-language': 'de' }
    const tab = await open('/compare/1')
    assert.equal(await tab.value('CompareState', 'greet'), 'Guten Tag')

    const home = await open('/')
    const { x } = await home.call('FailureState', 'order', {
      email: 'x',
      lines: [{ id: 1, count: 1 }],
    })
    assert.deepEqual(x!.errors, { email: 'email ist keine Adresse' })
  })

  test('limiter: an event counts as a request, and too many are refused with 429', async ({
    assert,
  }) => {
    const tab = await open('/throttled')
    for (let count = 0; count < 4; count++) {
      assert.equal(await tab.value('CompareState', 'greet'), 'Good day')
    }
    const failure = await tab.failure('CompareState', 'greet')
    assert.deepInclude(failure, { status: 429, code: 'E_TOO_MANY_REQUESTS' })
  })

  test('bouncer: an ability decides with the user of the event', async ({ assert }) => {
    const tab = await open('/compare/1')
    assert.deepInclude(await tab.failure('CompareState', 'edit'), { status: 403 })
    await browser.signIn(2)
    const grace = await open('/compare/1')
    assert.deepInclude(await grace.failure('CompareState', 'edit'), {
      status: 403,
      code: 'E_AUTHORIZATION_FAILURE',
    })
    await browser.signIn(1)
    const ada = await open('/compare/1')
    assert.equal(await ada.value('CompareState', 'edit'), 'edited')
  })

  test('a tenant in AsyncLocalStorage reaches the handler', async ({ assert }) => {
    browser.headers = { 'x-tenant': 'acme' }
    const tab = await open('/compare/1')
    assert.equal(await tab.value('CompareState', 'tenant'), 'acme')
  })

  test('the user of a tab is asked for once in some seconds, and never after a logout', async ({
    assert,
  }) => {
    await browser.signIn(1)
    const tab = await open('/guarded')
    lookups.count = 0
    for (let count = 0; count < 5; count++) await tab.call('GuardedState', 'secret')
    assert.equal(lookups.count, 1)

    const closed = tab.closed()
    await browser.fetch('/sign-out', { method: 'POST' })
    await closed
    const again = await browser.connect(tab.boot)
    const welcome = await again.hello({ id: 5, n: 5 })
    assert.deepEqual(welcome.actions, [{ type: 'redirect', url: '/sign-in', replace: true }])
  })

  test('the user that is kept is dropped with the session on the server', async ({ assert }) => {
    await browser.signIn(1)
    const tab = await open('/guarded')
    await tab.call('GuardedState', 'secret')
    await browser.clone().fetch('/api/session/destroy')
    const { a, r } = await tab.call('GuardedState', 'secret')
    assert.isUndefined(r)
    assert.deepEqual(a, [{ type: 'redirect', url: '/sign-in' }])
  })

  test('a subscriber of the tracing channel learns what each middleware costs', async ({
    assert,
    cleanup,
  }) => {
    const tab = await open('/request/7')
    const traces: EventTrace[] = []
    const subscriber = { asyncEnd: (trace: EventTrace) => void traces.push(trace) }
    tracingChannels.event.subscribe(subscriber as never)
    cleanup(() => void tracingChannels.event.unsubscribe(subscriber as never))
    await tab.call('RequestState', 'look')
    assert.lengthOf(traces, 1)
    assert.containsSubset(traces[0], { state: 'RequestState', event: 'look', url: '/request/7' })
    const names = traces[0].middleware.map(({ name }) => name)
    assert.includeMembers(names, ['SessionMiddleware', 'ShieldMiddleware', 'JournalMiddleware'])
    assert.notInclude(names, 'SkippedMiddleware')
    for (const { time } of traces[0].middleware) assert.isAtLeast(time, 0)
  })
})
