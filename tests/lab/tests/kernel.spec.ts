/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import emitter from '@adonisjs/core/services/emitter'
import { BrowserSession } from '../../helpers/browser_session.ts'
import { Journal } from '#services/journal'

test.group('An event in the kernel', (group) => {
  let browser: BrowserSession
  let journal: Journal

  group.each.setup(async () => {
    browser = new BrowserSession()
    journal = await app.container.make(Journal)
    return () => browser.close()
  })

  test('the handler sees the request of its page', async ({ assert }) => {
    browser.headers = { 'x-region': 'north', 'user-agent': 'lab/1.0' }
    const tab = await browser.open('/request/7?color=red')
    await tab.hello()
    const seen = await tab.value<Record<string, unknown>>('RequestState', 'look')
    assert.containsSubset(seen, {
      url: '/request/7?color=red',
      method: 'GET',
      route: 'request',
      params: { id: '7' },
      query: { color: 'red' },
      region: 'north',
      locale: 'en',
      hasCsrfToken: true,
      userAgent: 'lab/1.0',
      isGuest: true,
    })
  })

  test('HttpContext.getOrFail() and the current… functions give the context of the event', async ({
    assert,
  }) => {
    const tab = await browser.open('/request/7')
    await tab.hello()
    assert.deepEqual(await tab.value('RequestState', 'helpers'), {
      sameContext: true,
      sameRequest: true,
      sameResponse: true,
      sameSession: true,
      sameUser: true,
      sameToken: true,
      locale: 'en',
    })
  })

  test('middleware runs before and after the handler, once, and skipped middleware does not', async ({
    assert,
  }) => {
    const tab = await browser.open('/request/7')
    await tab.hello()
    journal.clear()
    await tab.call('RequestState', 'service')
    assert.deepEqual(journal.entries, ['before', 'handler', 'after'])

    journal.clear()
    await browser.fetch('/request/7')
    assert.deepEqual(journal.entries, ['before', 'skipped middleware', 'after'])
  })

  test('http:request_completed is emitted once for an event', async ({ assert, cleanup }) => {
    const tab = await browser.open('/request/7')
    await tab.hello()
    const completed: string[] = []
    const stop = emitter.on('http:request_completed', ({ ctx }) => {
      completed.push(ctx.request.url())
    })
    cleanup(() => stop())
    await tab.call('RequestState', 'look')
    assert.deepEqual(completed, ['/request/7'])
  })

  test('an exception is reported once and logged with the id that the caller gets', async ({
    assert,
  }) => {
    const tab = await browser.open('/')
    await tab.hello()
    journal.clear()
    const failure = await tab.failure('FailureState', 'unexpected')
    assert.deepEqual(journal.entries, ['before', 'report the database is on fire', 'after'])
    assert.equal(failure.status, 500)
    assert.isString(failure.requestId)
  })

  test('what an event puts into the session is there for HTTP, and the other way round', async ({
    assert,
  }) => {
    const tab = await browser.open('/request/7')
    await tab.hello()
    await tab.call('RequestState', 'visit')
    assert.deepEqual(await (await browser.fetch('/api/session')).json(), {
      session: { visits: 1 },
      user: null,
    })
    await browser.fetch('/not-a-page')
    const { d } = await tab.call('RequestState', 'visit')
    assert.deepEqual(d, { RequestState: [[0, ['visits'], 2]] })
    const { session } = (await (await browser.fetch('/api/session')).json()) as { session: object }
    assert.deepEqual(session, { visits: 2, controller: 'ran' })
  })

  test('a named middleware of the page guards its events too', async ({ assert }) => {
    const tab = await browser.open('/request/7')
    await tab.hello()
    await tab.call('RequestState', 'move', 'atlantis')
    const failure = await tab.failure('RequestState', 'look')
    assert.deepInclude(failure, {
      status: 451,
      code: 'E_REGION',
      message: 'No service in atlantis',
    })
  })

  test('bridge "auth" runs session, auth and named middleware and leaves out the rest', async ({
    assert,
  }) => {
    const tab = await browser.open('/request/7')
    await tab.hello()
    journal.clear()
    assert.deepEqual(await tab.value('AuthModeState', 'look'), { region: null, session: true })
    assert.deepEqual(journal.entries, [])
  })

  test('bridge "none" runs no middleware at all', async ({ assert }) => {
    const tab = await browser.open('/')
    await tab.hello()
    journal.clear()
    const { d } = await tab.call('CounterState', 'increment')
    assert.deepEqual(d, { CounterState: [[0, ['count'], 1]] })
    assert.deepEqual(journal.entries, [])
  })
})

test.group('Navigation', (group) => {
  let browser: BrowserSession

  group.each.setup(() => {
    browser = new BrowserSession()
    return () => browser.close()
  })

  test('the server refuses a page whose middleware refuses it', async ({ assert }) => {
    const tab = await browser.open('/')
    await tab.hello()
    const refused = await tab.navigate('/guarded')
    assert.deepEqual(refused.a, [{ type: 'redirect', url: '/sign-in', replace: true }])
    assert.isUndefined(refused.p)

    const failure = await tab.failure('GuardedState', 'secret')
    assert.equal(failure.code, 'E_STATE_NOT_REACHABLE')
  })

  test('after the sign-in over HTTP the guard lets the browser in, back to where it wanted', async ({
    assert,
  }) => {
    const guest = await browser.open('/')
    await guest.hello()
    await guest.navigate('/guarded?from=link')
    const response = await browser.signIn(1)
    assert.equal(response.headers.get('location'), '/guarded?from=link')

    const tab = await browser.open('/guarded')
    assert.equal(tab.boot.states.GuardedState.v.owner, 'Ada Lovelace')
    await tab.hello()
    assert.equal(await tab.value('GuardedState', 'secret'), 'The secret of Ada Lovelace')
  })

  test('a navigation brings the new page with the states that the browser lacks', async ({
    assert,
  }) => {
    await browser.signIn(2)
    const tab = await browser.open('/')
    await tab.hello()
    const { p, s } = await tab.navigate('/guarded')
    assert.containsSubset(p, {
      id: 'resources/pages/guarded.tsx',
      url: '/guarded',
      route: 'guarded',
      params: {},
      states: ['GuardedState', '$app'],
    })
    assert.deepEqual(Object.keys(s!), ['GuardedState'])
    assert.equal(s!.GuardedState.v.owner, 'Grace Hopper')
    assert.equal(await tab.value('GuardedState', 'secret'), 'The secret of Grace Hopper')
  })

  test('an address that is no page is left to HTTP, and its controller does not run', async ({
    assert,
  }) => {
    const tab = await browser.open('/')
    await tab.hello()
    for (const url of ['/not-a-page', '/nowhere', '//evil.example', 'https://evil.example/x']) {
      const { a, p } = await tab.navigate(url)
      assert.deepEqual(a, [{ type: 'redirect', url, reload: true }])
      assert.isUndefined(p)
    }
    assert.deepEqual(await (await browser.fetch('/api/session')).json(), {
      session: {},
      user: null,
    })
  })
})

test.group('Outcomes of events', (group) => {
  let browser: BrowserSession

  group.each.setup(() => {
    browser = new BrowserSession()
    return () => browser.close()
  })

  test('a failed validation fills errors by field and leaves all else as it was', async ({
    assert,
  }) => {
    const tab = await browser.open('/')
    await tab.hello()
    const { d, x } = await tab.call('FailureState', 'order', {
      email: 'nobody',
      lines: [{ id: 1, count: 0 }],
    })
    assert.deepEqual(d, {
      FailureState: [
        [0, ['errors', 'email'], 'The email field must be a valid email address'],
        [0, ['errors', 'lines.0.count'], 'The count field must be at least 1'],
      ],
    })
    assert.deepInclude(x, { status: 422, code: 'E_VALIDATION_ERROR' })

    const accepted = await tab.call('FailureState', 'order', {
      email: 'a@example.com',
      lines: [{ id: 1, count: 1 }],
    })
    assert.deepEqual(accepted.d, {
      FailureState: [
        [1, ['errors', 'email']],
        [1, ['errors', 'lines.0.count']],
        [0, ['orders'], 1],
      ],
    })
  })

  test('a failed event leaves base and backend vars as they were', async ({ assert }) => {
    const tab = await browser.open('/')
    await tab.hello()
    await tab.failure('FailureState', 'unexpected')
    assert.deepEqual(await tab.value('FailureState', 'read'), { orders: 0, backend: 0 })
  })

  test('what a generator has yielded stays when it fails later', async ({ assert }) => {
    const tab = await browser.open('/')
    await tab.hello()
    await tab.failure('FailureState', 'half')
    assert.deepEqual(await tab.value('FailureState', 'read'), { orders: 1, backend: 0 })
  })

  test('an HTTP exception reaches the caller with its status and code', async ({ assert }) => {
    const tab = await browser.open('/')
    await tab.hello()
    assert.deepInclude(await tab.failure('FailureState', 'teapot'), {
      status: 418,
      code: 'E_TEAPOT',
      message: 'I am a teapot',
    })
    assert.deepInclude(await tab.failure('FailureState', 'abort'), { status: 410 })
  })

  test('an unauthorized access goes where the exception says, and changes nothing', async ({
    assert,
  }) => {
    const tab = await browser.open('/')
    await tab.hello()
    const { a, d, x } = await tab.call('FailureState', 'unauthorized')
    assert.deepEqual(a, [{ type: 'redirect', url: '/sign-in' }])
    assert.isUndefined(x)
    assert.isUndefined(d)
  })

  test('a redirect on the response becomes a navigation', async ({ assert }) => {
    const tab = await browser.open('/')
    await tab.hello()
    const { a, d } = await tab.call('FailureState', 'redirect')
    assert.deepEqual(a, [{ type: 'redirect', url: '/sign-in' }])
    assert.deepEqual(d, { FailureState: [[0, ['orders'], 1]] })
  })

  test('a value that JSON does not keep is an error that names the var', async ({ assert }) => {
    const tab = await browser.open('/')
    await tab.hello()
    const failure = await tab.failure('FailureState', 'date')
    assert.equal(failure.code, 'E_VAR_NOT_SERIALIZABLE')
    assert.include(failure.message, 'FailureState.orders')
    assert.deepEqual(await tab.value('FailureState', 'read'), { orders: 0, backend: 0 })
  })

  test('a message flashed by an event shows at once, and no later request sees it', async ({
    assert,
  }) => {
    const tab = await browser.open('/flash')
    await tab.hello()
    const { d } = await tab.call('FlashState', 'here')
    assert.deepEqual(d, { $app: [[0, ['messages', 'success'], 'Shown at once']] })
    assert.deepEqual(await (await browser.fetch('/api/session')).json(), {
      session: {},
      user: null,
    })
  })

  test('a message that an earlier HTTP response flashed shows on the page, once', async ({
    assert,
  }) => {
    await browser.fetch('/flash-note')
    const tab = await browser.open('/flash')
    assert.deepEqual(tab.boot.states.$app.v.messages, { note: 'from before' })
    await tab.hello()
    const { d } = await tab.navigate('/flash')
    assert.deepEqual(d, { $app: [[1, ['messages', 'note']]] })
  })

  test('a message that HTTP flashed while the page is open shows with the next event', async ({
    assert,
  }) => {
    const tab = await browser.open('/flash')
    await tab.hello()
    await browser.fetch('/flash-note')
    const { d } = await tab.call('FlashState', 'nothing')
    assert.deepEqual(d, { $app: [[0, ['messages', 'note'], 'from before']] })
    const next = await tab.call('FlashState', 'nothing')
    assert.isUndefined(next.d)
  })

  test('a message flashed before a redirect shows on the next page, once', async ({ assert }) => {
    const tab = await browser.open('/flash')
    await tab.hello()
    const { a, d } = await tab.call('FlashState', 'there')
    assert.deepEqual(a, [{ type: 'redirect', url: '/flash?again' }])
    assert.isUndefined(d)
    const next = await tab.navigate('/flash?again')
    assert.deepEqual(next.d, { $app: [[0, ['messages', 'success'], 'Shown after the redirect']] })
    const last = await tab.navigate('/flash')
    assert.deepEqual(last.d, { $app: [[1, ['messages', 'success']]] })
  })
})
