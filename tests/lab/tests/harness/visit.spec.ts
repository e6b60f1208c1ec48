/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { visit } from 'reflex-adonis/plugins/japa'
import { gates } from '#services/gates'
import { findUser } from '#services/users'
import CounterState from '#states/counter_state'
import FailureState from '#states/failure_state'
import FlashState from '#states/flash_state'
import CookieState from '#states/cookie_state'
import GuardedState from '#states/guarded_state'
import IdentityState from '#states/identity_state'
import ImportState from '#states/import_state'
import MistakeState from '#states/mistake_state'
import RequestState from '#states/request_state'
import StartedState from '#states/started_state'

const ada = findUser(1)

test.group('A visited page', () => {
  test('shows what onLoad has loaded for the user, with types', async ({
    assert,
    expectTypeOf,
  }) => {
    const page = await visit('/guarded?x=1').as(ada)
    const guarded = page.state(GuardedState)
    expectTypeOf(guarded.owner).toEqualTypeOf<string>()
    assert.equal(guarded.owner, 'Ada Lovelace')
    assert.equal(page.url, '/guarded?x=1')
    assert.equal(await guarded.secret(), 'The secret of Ada Lovelace')
    assert.isTrue(guarded.isAuthenticated)
  })

  test('stays away from a page whose middleware redirects, and goes on where it leads', async ({
    assert,
  }) => {
    const page = await visit('/guarded')
    page.assertRedirectsTo('/sign-in')
    page.assertUrl('')
    assert.throws(() => page.state(GuardedState), /redirected to "http:\/\/localhost\/sign-in"/)
    await page.follow()
    page.assertLeftTo('/sign-in')
    page.assertUrl('/sign-in')
  })

  test('sees session, cookies, headers and locale in its events', async ({ assert }) => {
    const page = await visit('/request/7?color=red')
      .withSession({ visits: 4 })
      .withHeaders({ 'x-region': 'north', 'user-agent': 'harness' })
    const request = page.state(RequestState)
    assert.containsSubset(await request.look(), {
      url: '/request/7?color=red',
      params: { id: '7' },
      query: { color: 'red' },
      region: 'north',
      userAgent: 'harness',
    })
    await request.visit()
    assert.equal(request.visits, 5)
    page.assertSession('visits', 5)
  })

  test('shows a flash message of an earlier request', async () => {
    const page = await visit('/flash').withFlash({ success: 'Saved' })
    page.assertFlash('success', 'Saved')
  })

  test('keeps its states and its session on the way to another page', async ({ assert }) => {
    const page = await visit('/').as(ada)
    await page.state(CounterState).increment()
    await page.click('/guarded')
    assert.equal(page.state(GuardedState).owner, 'Ada Lovelace')
    assert.throws(() => page.state(CounterState), /no CounterState/)
    await page.click('/')
    assert.equal(page.state(CounterState).count, 1)
  })

  test('sends a form as a browser does: its fields are texts', async ({ assert }) => {
    const page = await visit('/')
    await page.submit(FailureState, 'order', {
      'email': 'ada@example.com',
      'lines[0].id': 1,
      'lines[0].count': 2,
    })
    page.assertNoErrors(FailureState)
    assert.equal(page.state(FailureState).orders, 1)

    await page.submit(FailureState, 'order', { email: 'nobody' })
    page.assertErrors(FailureState, ['email', 'lines'])
  })

  test('sends an empty field as a browser does, which the server takes for a missing one', async ({
    assert,
  }) => {
    const page = await visit('/mistakes')
    await page.submit(MistakeState, 'filter', { id: '' })
    page.assertNoErrors(MistakeState)
    await page.submit(MistakeState, 'filter', { id: '  ' })
    page.assertNoErrors(MistakeState)
    await page.submit(MistakeState, 'filter', { id: 'x' })
    page.assertErrors(MistakeState, ['id'])
    assert.isTrue(page.state(MistakeState).errors.id?.includes('number'))
  })

  test('rejects an event that fails, with status, code and the stack of the server', async ({
    assert,
  }) => {
    const page = await visit('/')
    const failure = page.state(FailureState)
    await assert.rejects(() => failure.teapot(), 'I am a teapot')
    page.assertRefused({ status: 418, code: 'E_TEAPOT' })

    const error = await failure.unexpected().catch((reason: Error) => reason)
    assert.include((error as Error).stack, 'failure_state')
    assert.equal(failure.orders, 0)
  })

  test('cannot call an event of a state that it does not reach', async ({ assert }) => {
    const page = await visit('/').as(ada)
    await assert.rejects(() => page.call(GuardedState, 'secret'), /GuardedState/)
    page.assertRefused({ code: 'E_STATE_NOT_REACHABLE' })
  })

  test('says why a page lets nobody in', async () => {
    await visit('/request/1')
      .withSession({ region: 'atlantis' })
      .assertRefused({ status: 451, code: 'E_REGION' })
  })

  test('shows each step of a generator', async ({ assert }) => {
    const page = await visit('/')
    const failure = page.state(FailureState)
    await assert.rejects(() => failure.half(), 'after the first half')
    assert.equal(failure.orders, 1)
  })

  test('leaves a message for the page that it redirects to', async () => {
    const page = await visit('/flash')
    await page.state(FlashState).there()
    page.assertRedirectsTo('/flash?again')
    page.assertFlash('success', 'Shown after the redirect')
    await page.follow()
    page.assertUrl('/flash?again')
    page.assertFlash('success', 'Shown after the redirect')
    await page.click('/flash')
    page.assertNoFlash('success')
  })

  test('shares its session with other tabs of its browser, and with no other visit', async ({
    assert,
  }) => {
    const first = await visit('/request/1')
    const second = await first.openTab('/request/2')
    await first.state(RequestState).visit()
    await second.state(RequestState).visit()
    assert.equal(second.state(RequestState).visits, 2)
    assert.equal(first.state(RequestState).visits, 1)

    const other = await visit('/request/1')
    await other.state(RequestState).visit()
    assert.equal(other.state(RequestState).visits, 1)
  })

  test('has the cookies that an event sets in the events after it', async ({ assert }) => {
    const page = await visit('/identity')
    const cookies = page.state(CookieState)
    await cookies.set()
    assert.deepEqual(await cookies.read(), { signed: { a: 1 }, encrypted: 'secret', plain: 'open' })
    page.assertCookie('signed', { a: 1 })
  })

  test('follows its browser when another tab signs in or out', async ({ assert }) => {
    const page = await visit('/identity')
    const other = await page.openTab('/identity')
    await other.state(IdentityState).login(1)
    assert.equal(page.state(IdentityState).name, 'Ada Lovelace')
    assert.isTrue(page.state(IdentityState).isAuthenticated)

    await page.click('/guarded')
    await other.state(IdentityState).logout()
    page.assertRedirectsTo('/sign-in')
  })

  test('is gone after its end', async ({ assert }) => {
    const { registry } = (await app.container.make('reflex')).tabs
    const before = registry.size
    const page = await visit('/')
    assert.equal(registry.size, before + 1)
    const counter = page.state(CounterState)
    await page.close()
    assert.equal(registry.size, before)
    await assert.rejects(() => counter.increment(), /closed/)
  })

  test('has a snapshot without anything that is new in each run', async ({ assert }) => {
    const snapshots = []
    for (let run = 0; run < 2; run++) {
      const page = await visit('/guarded').as(ada)
      await page.state(GuardedState).secret()
      snapshots.push(page.snapshot())
    }
    assert.deepEqual(snapshots[0], snapshots[1])
    assert.deepEqual(snapshots[0].states.GuardedState, { errors: {}, owner: 'Ada Lovelace' })
  })

  test('shows the updates of a background event, and waits for its end', async ({ assert }) => {
    gates.reset()
    const page = await visit('/imports')
    const imports = page.state(ImportState)
    const running = imports.start(2)
    gates.open('row')
    await imports.touch('meanwhile')
    assert.deepEqual(imports.trail, ['meanwhile'])
    gates.open('row')
    await running
    assert.deepInclude(imports, { progress: 2, running: false })
    page.assertToast('2 imported', 'success')
    await assert.rejects(() => imports.fail('update'), 'The update failed')
  })

  test('submits a form of a background event: it waits for its beginning', async ({ assert }) => {
    const page = await visit('/imports')
    await page.submit(ImportState, 'check', { rows: 0 })
    page.assertErrors(ImportState, ['rows'])
    await page.submit(ImportState, 'check', { rows: 4 })
    await page.settled()
    assert.equal(page.state(ImportState).progress, 4)
  })

  test('runs the background events of onLoad', async ({ assert }) => {
    const page = await visit('/started')
    await page.settled()
    assert.equal(page.state(StartedState).loaded, '1 of /started')
  })

  test('ends its background events with itself', async ({ assert }) => {
    gates.reset()
    const page = await visit('/imports')
    const { registry } = (await app.container.make('reflex')).tabs
    const before = new Set(registry.all())
    await page.submit(ImportState, 'quietly')
    const [tab] = [...before].filter(({ parts }) => parts.running > 0)
    await page.close()
    await tab.parts.settled()
    assert.isTrue(tab.ended)
  })
})
