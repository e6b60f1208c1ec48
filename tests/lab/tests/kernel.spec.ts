/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import emitter from '@adonisjs/core/services/emitter'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import { Journal } from '#services/journal'
import { BrowserSession } from '../../helpers/browser_session.ts'
import { findUser } from '#services/users'
import AuthModeState from '#states/auth_mode_state'
import CounterState from '#states/counter_state'
import FailureState from '#states/failure_state'
import FlashState from '#states/flash_state'
import GuardedState from '#states/guarded_state'
import RequestState from '#states/request_state'

test.group('An event in the kernel', (group) => {
  let journal: Journal

  group.each.setup(async () => {
    journal = await app.container.make(Journal)
  })

  test('the handler sees the request of its page', async ({ assert }) => {
    const page = await visit('/request/7?color=red').withHeaders({
      'x-region': 'north',
      'user-agent': 'lab/1.0',
    })
    assert.containsSubset(await page.state(RequestState).look(), {
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
    const page = await visit('/request/7')
    assert.deepEqual(await page.state(RequestState).helpers(), {
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
    const tab = await connect('/request/7')
    journal.clear()
    await tab.state(RequestState).service()
    assert.deepEqual(journal.entries, ['before', 'handler', 'after'])

    journal.clear()
    await tab.fetch('/request/7')
    assert.deepEqual(journal.entries, ['before', 'skipped middleware', 'after'])
  })

  test('http:request_completed is emitted once for an event', async ({ assert, cleanup }) => {
    const page = await visit('/request/7')
    const completed: string[] = []
    const stop = emitter.on('http:request_completed', ({ ctx }) => {
      completed.push(ctx.request.url())
    })
    cleanup(() => stop())
    await page.state(RequestState).look()
    assert.deepEqual(completed, ['/request/7'])
    page.assertEmitted('http:request_completed')
  })

  test('an exception is reported once and logged with the id that the caller gets', async ({
    assert,
  }) => {
    const page = await visit('/')
    journal.clear()
    await assert.rejects(() => page.state(FailureState).unexpected())
    assert.deepEqual(journal.entries, ['before', 'report the database is on fire', 'after'])
    page.assertRefused({ status: 500 })
    assert.isString(page.failures[0].requestId)
  })

  test('what an event puts into the session is there for HTTP, and the other way round', async ({
    assert,
  }) => {
    const tab = await connect('/request/7')
    const request = tab.state(RequestState)
    await request.visit()
    assert.deepEqual(await (await tab.fetch('/api/session')).json(), {
      session: { visits: 1 },
      user: null,
    })
    await tab.fetch('/not-a-page')
    await request.visit()
    tab.assertDelta({ RequestState: [[0, ['visits'], 2]] })
    assert.deepEqual(await (await tab.fetch('/api/session')).json(), {
      session: { visits: 2, controller: 'ran' },
      user: null,
    })
  })

  test('a named middleware of the page guards its events too', async ({ assert }) => {
    const page = await visit('/request/7')
    const request = page.state(RequestState)
    await request.move('atlantis')
    await assert.rejects(() => request.look())
    page.assertRefused({ status: 451, code: 'E_REGION', message: 'No service in atlantis' })
  })

  test('bridge "auth" runs session, auth and named middleware and leaves out the rest', async ({
    assert,
  }) => {
    const page = await visit('/request/7')
    journal.clear()
    assert.deepEqual(await page.state(AuthModeState).look(), { region: null, session: true })
    assert.deepEqual(journal.entries, [])
  })

  test('bridge "none" runs no middleware at all', async ({ assert }) => {
    const page = await visit('/')
    journal.clear()
    await page.state(CounterState).increment()
    page.assertDelta({ CounterState: [[0, ['count'], 1]] })
    assert.deepEqual(journal.entries, [])
  })
})

test.group('Navigation', () => {
  test('the server refuses a page whose middleware refuses it', async ({ assert }) => {
    const page = await visit('/')
    await page.click('/guarded')
    page.assertAction('redirect', { url: '/sign-in', replace: true })
    page.assertUrl('/')
    await assert.rejects(() => page.call(GuardedState, 'secret'))
    page.assertRefused({ code: 'E_STATE_NOT_REACHABLE' })
  })

  test('after the sign-in over HTTP the guard lets the browser in, back to where it wanted', async ({
    assert,
  }) => {
    const guest = await connect('/')
    await guest.click('/guarded?from=link')
    const response = await guest.fetch('/sign-in', {
      method: 'POST',
      body: new URLSearchParams({ id: '1' }),
    })
    assert.equal(response.headers.get('location'), '/guarded?from=link')

    const tab = await guest.openTab('/guarded')
    assert.equal(tab.state(GuardedState).owner, 'Ada Lovelace')
    assert.equal(await tab.state(GuardedState).secret(), 'The secret of Ada Lovelace')
  })

  test('a navigation brings the new page with the states that the browser lacks', async ({
    assert,
  }) => {
    const page = await visit('/').as(findUser(2))
    await page.click('/guarded')
    const { frame } = page.journal.entries.at(-1)!
    assert.containsSubset(frame, {
      p: {
        id: 'resources/pages/guarded.tsx',
        url: '/guarded',
        route: 'guarded',
        params: {},
        states: ['GuardedState', '$app'],
      },
    })
    assert.deepEqual(Object.keys((frame as { s: object }).s), ['GuardedState'])
    page.assertState(GuardedState, { owner: 'Grace Hopper' })
    assert.equal(await page.state(GuardedState).secret(), 'The secret of Grace Hopper')
  })

  test('an address that is not a page is left to HTTP, and its controller does not run', async ({
    assert,
  }) => {
    const browser = new BrowserSession()
    const tab = await browser.open('/')
    await tab.hello()
    for (const url of ['/not-a-page', '/nowhere', '//evil.example', 'https://evil.example/x']) {
      const { a, p } = await tab.navigate(url)
      assert.deepEqual(a, [{ type: 'redirect', url, reload: true }])
      assert.isUndefined(p)
    }
    const { session } = (await (await browser.fetch('/api/session')).json()) as { session: object }
    assert.notProperty(session, 'controller')
    browser.close()
  })
})

test.group('Outcomes of events', () => {
  test('a failed validation fills errors by field and leaves all else as it was', async () => {
    const page = await visit('/')
    const failure = page.state(FailureState)
    await failure.order({ email: 'nobody', lines: [{ id: 1, count: 0 }] })
    page.assertDelta({
      FailureState: [
        [0, ['errors', 'email'], 'The email field must be a valid email address'],
        [0, ['errors', 'lines.0.count'], 'The count field must be at least 1'],
      ],
    })
    page.assertRefused({ status: 422, code: 'E_VALIDATION_ERROR' })

    await failure.order({ email: 'a@example.com', lines: [{ id: 1, count: 1 }] })
    page.assertDelta({
      FailureState: [
        [1, ['errors', 'email']],
        [1, ['errors', 'lines.0.count']],
        [0, ['orders'], 1],
      ],
    })
  })

  test('a failed event leaves base and backend vars as they were', async ({ assert }) => {
    const page = await visit('/')
    const failure = page.state(FailureState)
    await assert.rejects(() => failure.unexpected())
    assert.deepEqual(await failure.read(), { orders: 0, backend: 0 })
  })

  test('what a generator has yielded stays when it fails later', async ({ assert }) => {
    const page = await visit('/')
    const failure = page.state(FailureState)
    await assert.rejects(() => failure.half())
    assert.deepEqual(await failure.read(), { orders: 1, backend: 0 })
  })

  test('an HTTP exception reaches the caller with its status and code', async ({ assert }) => {
    const page = await visit('/')
    const failure = page.state(FailureState)
    await assert.rejects(() => failure.teapot(), 'I am a teapot')
    page.assertRefused({ status: 418, code: 'E_TEAPOT', message: 'I am a teapot' })
    await assert.rejects(() => failure.abort())
    page.assertRefused({ status: 410 })
  })

  test('an unauthorized access goes where the exception says, and changes nothing', async () => {
    const page = await visit('/')
    await page.state(FailureState).unauthorized()
    page.assertRedirectsTo('/sign-in')
    page.assertNotRefused()
    page.assertDelta({})
  })

  test('a redirect on the response becomes a navigation', async () => {
    const page = await visit('/')
    await page.state(FailureState).redirect()
    page.assertRedirectsTo('/sign-in')
    page.assertDelta({ FailureState: [[0, ['orders'], 1]] })
  })

  test('a value that JSON does not keep is an error that names the var', async ({ assert }) => {
    const page = await visit('/')
    const failure = page.state(FailureState)
    await assert.rejects(() => failure.date(), /FailureState\.orders/)
    page.assertRefused({ code: 'E_VAR_NOT_SERIALIZABLE' })
    assert.deepEqual(await failure.read(), { orders: 0, backend: 0 })
  })

  test('a message flashed by an event shows at once, and no later request sees it', async () => {
    const page = await visit('/flash')
    await page.state(FlashState).here()
    page.assertDelta({ $app: [[0, ['messages', 'success'], 'Shown at once']] })
    const other = await page.openTab('/flash')
    other.assertNoFlash('success')
  })

  test('a message that an earlier HTTP response flashed shows on the page, once', async () => {
    const first = await connect('/')
    await first.fetch('/flash-note')
    const tab = await first.openTab('/flash')
    tab.assertFlash('note', 'from before')
    await tab.click('/flash')
    tab.assertDelta({ $app: [[1, ['messages', 'note']]] })
  })

  test('a message that HTTP flashed while the page is open shows with the next event', async () => {
    const tab = await connect('/flash')
    await tab.fetch('/flash-note')
    const flash = tab.state(FlashState)
    await flash.nothing()
    tab.assertDelta({ $app: [[0, ['messages', 'note'], 'from before']] })
    await flash.nothing()
    tab.assertDelta({})
  })

  test('a message flashed before a redirect shows on the next page, once', async () => {
    const page = await visit('/flash')
    await page.state(FlashState).there()
    page.assertRedirectsTo('/flash?again')
    page.assertDelta({})
    await page.follow()
    page.assertDelta({ $app: [[0, ['messages', 'success'], 'Shown after the redirect']] })
    await page.click('/flash')
    page.assertDelta({ $app: [[1, ['messages', 'success']]] })
  })
})
