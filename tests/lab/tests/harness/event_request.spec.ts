/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { HttpContext } from '@adonisjs/core/http'
import mail from '@adonisjs/mail/services/main'
import { test } from '@japa/runner'
import { recentLogin } from 'reflex-adonis'
import { EventRequest, visit } from 'reflex-adonis/plugins/japa'
import type { VisitorRequest } from 'reflex-adonis/plugins/japa'
import OrderPlaced from '#events/order_placed'
import { gates } from '#services/gates'
import { findUser } from '#services/users'
import CounterState from '#states/counter_state'
import EffectsState from '#states/effects_state'
import { DoorsState } from '#states/doors_state'
import FailureState from '#states/failure_state'
import GuardedState from '#states/guarded_state'
import ImportState from '#states/import_state'
import { BareState, PlacesState } from '#states/places_state'
import RequestState from '#states/request_state'

test.group('An event request', (group) => {
  group.each.setup(() => {
    mail.fake()
    return () => mail.restore()
  })

  test('has the user, path, params, query, headers and session that it begins with', async ({
    assert,
    beginEventRequest,
  }) => {
    const event = await beginEventRequest(findUser(1), {
      path: '/request/9',
      params: { id: '9' },
      query: { color: 'red' },
      headers: { 'user-agent': 'harness' },
      session: { visits: 3 },
      cookies: { region: 'north' },
      flash: { success: 'Saved' },
    })
    const request = await event.state(RequestState)
    assert.containsSubset(await request.look(), {
      url: '/request/9?color=red',
      params: { id: '9' },
      query: { color: 'red' },
      userAgent: 'harness',
      isGuest: false,
    })
    await request.visit()
    assert.equal(request.visits, 4)
    assert.equal(event.ctx.request.cookie('region'), 'north')
    event.assertSession('visits', 4)
    event.assertFlash('success', 'Saved')
    const guarded = await event.state(GuardedState)
    assert.equal(await guarded.secret(), 'The secret of Ada Lovelace')
  })

  test('begins with the words of visit and connect, beside its options', async ({
    assert,
    beginEventRequest,
  }) => {
    const event = await beginEventRequest(findUser(2), {
      path: '/request/9',
      session: { visits: 3, region: 'south' },
      cookies: { region: 'south', kept: 'yes' },
    })
      .as(findUser(1), 'staff')
      .recently()
      .withSession({ region: 'north' })
      .withFlash({ success: 'Saved' })
      .withCookies({ region: 'north' })
      .withEncryptedCookies({ sealed: { a: 1 } })
      .withPlainCookies({ plain: 'as it is' })
      .withHeaders({ 'User-Agent': 'harness', 'Host': 'shop.test' })
      .withLocale('de-AT')
    const { auth, request, session } = event.ctx
    assert.equal(auth.user, findUser(1) as never)
    assert.equal(auth.use('staff').user, findUser(1) as never)
    assert.isUndefined(auth.use('web').user)
    assert.isTrue(recentLogin.isRecent(event.ctx, '1m'))
    assert.containsSubset(session.all(), { visits: 3, region: 'north' })
    assert.deepEqual([request.cookie('region'), request.cookie('kept')], ['north', 'yes'])
    assert.deepEqual(request.encryptedCookie('sealed'), { a: 1 })
    assert.equal(request.plainCookie('plain'), 'as it is')
    const state = await event.state(RequestState)
    assert.containsSubset(await state.look(), { userAgent: 'harness', locale: 'de' })
    assert.containsSubset(await state.place(), { hostname: 'shop.test' })
    event.assertFlash('success', 'Saved')
    // What the test has set is not what an event has done
    event.assertNoCookie('region')
  })

  test('has what the visitor stored, as far as vars take it', async ({
    assert,
    beginEventRequest,
  }) => {
    const event = await beginEventRequest().withLocalStorage({
      'PlacesState.density': 'compact',
      'BareState.wide': 'nonsense',
      'draft': 'of a session storage',
    })
    const places = await event.state(PlacesState)
    assert.deepEqual([places.density, places.draft], ['compact', ''])
    assert.isFalse((await event.state(BareState)).wide)
    await places.toggle()
    event.assertState(PlacesState, { density: 'cosy' })
  })

  test('refuses a visitor as a visited page does', async ({ assert, beginEventRequest }) => {
    for (const door of [() => visit('/'), () => beginEventRequest()]) {
      const refused = async (request: VisitorRequest<unknown>, message: RegExp) => {
        await assert.rejects(async () => void (await request), message)
      }
      assert.throws(() => door().as(undefined), /Cannot sign undefined in/)
      await refused(door().as('Ada'), /Cannot sign .Ada. in/)
      await refused(door().as(findUser(1), 'wed'), /There is no guard "wed"/)
      await refused(door().recently(), /Cannot sign undefined in/)
      await refused(door().withTwoFactor(), /Cannot sign undefined in/)
    }
  })

  test('begins once, when it is awaited', async ({ assert, beginEventRequest }) => {
    const request = beginEventRequest()
    const [one, two] = await Promise.all([request, request.withSession({ late: 1 })])
    assert.equal(one, two)
    assert.instanceOf(request, EventRequest)
    one.assertSession('late', 1)
  })

  test('runs dispatched events once, also of calls that overlap', async ({
    assert,
    beginEventRequest,
  }) => {
    const event = await beginEventRequest()
    const doors = await event.state(DoorsState)
    await Promise.all([doors.ask(), doors.note('between'), doors.ask()])
    assert.sameMembers([...doors.trail], ['between', 'asked', 'asked'])
    await doors.note('after')
    assert.lengthOf(doors.trail, 4)
  })

  test('is what HttpContext.getOrFail() gives in a handler', async ({
    assert,
    beginEventRequest,
  }) => {
    const event = await beginEventRequest()
    const request = await event.state(RequestState)
    assert.containsSubset(await request.helpers(), { sameContext: true, sameSession: true })
    assert.isNull(HttpContext.get())
  })

  test('notes what its events did, for assertions', async ({ beginEventRequest }) => {
    const event = await beginEventRequest()
    const effects = await event.state(EffectsState)
    await effects.order({ count: 2 })
    event.assertState(EffectsState, { count: 2, orders: [{ id: 1, count: 2 }] })
    event.assertDelta({
      $app: [[0, ['messages', 'success'], 'Ordered']],
      EffectsState: [
        [0, ['orders'], [{ id: 1, count: 2 }]],
        [0, ['count'], 2],
      ],
    })
    event.assertDeltaBytes(250)
    event.assertToast('Order 1 placed', 'success')
    event.assertAction('focus', { selector: '#count' })
    event.assertFlash('success', 'Ordered')
    event.assertCookie('last_order', 1)
    event.assertEmitted(OrderPlaced)
    event.assertMail({ to: 'ada@example.com' })
    event.assertNotRefused()
    await effects.count3()
    event.assertQueryCount(3)
    event.assertDelta({})
  })

  test('fails an assertion with the same message as a visited page', async ({
    assert,
    beginEventRequest,
  }) => {
    const event = await beginEventRequest()
    const counter = await event.state(CounterState)
    await counter.add(2)
    assert.throws(
      () => event.assertState(CounterState, { count: 3 }),
      [
        'Expected CounterState to have other vars',
        '  count: expected 3, got 2',
        'Changed by the last call:\n  CounterState.count = 2',
        'Last frames:\n  > 1 CounterState.add [2]\n  < 1 answers 1; CounterState.count = 2 (59 bytes)',
      ].join('\n\n')
    )
    assert.throws(
      () => event.assertState(EffectsState, {}),
      'Expected the page to have EffectsState'
    )
  })

  test('drops what a failed event has changed, and fills errors after a failed validation', async ({
    assert,
    beginEventRequest,
  }) => {
    const event = await beginEventRequest()
    const failure = await event.state(FailureState)
    await assert.rejects(() => failure.unexpected(), 'the database is on fire')
    assert.equal(failure.orders, 0)
    event.assertRefused({ message: 'on fire' })
    await failure.order({ email: 'nobody', lines: [{ id: 1, count: 1 }] })
    event.assertErrors(FailureState, ['email'])
    await failure.redirect()
    event.assertRedirectsTo('/sign-in')
  })

  test('ends by itself after the test, or before', async ({ assert, beginEventRequest }) => {
    const event = await beginEventRequest()
    const counter = await event.state(CounterState)
    await event.end()
    await event.end()
    await assert.rejects(() => counter.increment(), /has ended/)
  })

  test('runs a background event to its end, with the frames that a page would get', async ({
    assert,
    beginEventRequest,
  }) => {
    gates.reset()
    gates.open('row', 2)
    const event = await beginEventRequest()
    const imports = await event.state(ImportState)
    await imports.start(2)
    assert.deepInclude(imports, { progress: 2, running: false, share: 1 })
    event.assertToast('2 imported', 'success')
    const updates = event.journal.entries.filter(
      ({ direction, frame }) => direction === 'in' && frame.t === undefined && frame.d
    )
    assert.lengthOf(updates, 4)
  })

  test('runs other events beside a background event', async ({ assert, beginEventRequest }) => {
    gates.reset()
    const event = await beginEventRequest()
    const imports = await event.state(ImportState)
    const running = imports.start(5)
    await imports.touch('meanwhile')
    await imports.stop()
    await assert.rejects(() => running, /"start" was cancelled: it was asked to end/)
    assert.deepInclude(imports, { progress: 0, trail: ['meanwhile'] })
  })

  test('tells how a background event fails', async ({ assert, beginEventRequest }) => {
    const event = await beginEventRequest()
    const imports = await event.state(ImportState)
    await assert.rejects(() => imports.fail('body'), 'The body failed')
    await assert.rejects(() => imports.fail('update'), 'The update failed')
    assert.deepEqual(imports.trail, ['kept', 'kept'])
    await imports.check({ rows: 0 })
    event.assertErrors(ImportState, ['rows'])
    await imports.refuse()
    event.assertErrors(ImportState, ['rows'])
    assert.deepEqual(await imports.nest(), [[{ number: 1 }], [{ number: 3 }], [{ number: 6 }]])
  })
})
