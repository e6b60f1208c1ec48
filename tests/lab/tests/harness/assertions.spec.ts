/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import emitter from '@adonisjs/core/services/emitter'
import mail from '@adonisjs/mail/services/main'
import { visit } from 'reflex-adonis/plugins/japa'
import type { VisitedPage } from 'reflex-adonis/plugins/japa'
import OrderPlaced from '#events/order_placed'
import CounterState from '#states/counter_state'
import EffectsState from '#states/effects_state'
import FailureState from '#states/failure_state'
import FlashState from '#states/flash_state'

/** What a failed assertion prints. */
function printed(assertion: () => void): string {
  try {
    assertion()
  } catch (error) {
    if ((error as Error).name !== 'AssertionError') throw error
    return (error as Error).message
  }
  throw new Error('The assertion has passed')
}

/** A page on which an order was placed. */
async function ordered(): Promise<VisitedPage> {
  const page = await visit('/effects')
  await page.state(EffectsState).order({ count: 2 })
  return page
}

test.group('A failed assertion', (group) => {
  group.each.setup(() => {
    mail.fake()
    return () => mail.restore()
  })

  test('prints the difference, the patches and the last frames, the same in each run', async ({
    assert,
  }) => {
    const messages = []
    for (let run = 0; run < 2; run++) {
      const page = await visit('/')
      await page.state(CounterState).add(2)
      messages.push(printed(() => page.assertState(CounterState, { count: 3 })))
    }
    assert.equal(messages[0], messages[1])
    assert.equal(
      messages[0],
      [
        'Expected CounterState to have other vars',
        '  count: expected 3, got 2',
        'Changed by the last call:\n  CounterState.count = 2',
        [
          'Last frames:',
          '  > 1 go to /',
          '  < 1 answers 1; page resources/pages/home.tsx at /; new CounterState, FailureState, FlashState, $app (549 bytes)',
          '  > 2 CounterState.add [2]',
          '  < 2 answers 2; CounterState.count = 2 (59 bytes)',
        ].join('\n'),
      ].join('\n\n')
    )
  })

  test('of vars names the place in a list or an object', async ({ assert }) => {
    const page = await ordered()
    page.assertState(EffectsState, { orders: [{ id: 1, count: 2 }], count: 2 })
    const message = printed(() =>
      page.assertState(EffectsState, {
        orders: [
          { id: 1, count: 5 },
          { id: 2, count: 1 },
        ],
      })
    )
    assert.include(message, 'orders: expected 2 items, got 1')
    assert.include(message, 'orders[0].count: expected 5, got 2')
    assert.include(message, 'orders[1]: expected {"id":2,"count":1}, got nothing')
    assert.include(
      printed(() => page.assertState(CounterState, { count: 0 })),
      'Expected the page to have CounterState'
    )
  })

  test('of validation errors says which fields there are', async ({ assert }) => {
    const page = await visit('/effects')
    page.assertNoErrors(EffectsState)
    await page.submit(EffectsState, 'order', { count: 0 })
    page.assertErrors(EffectsState, ['count'])
    page.assertErrors(EffectsState, { count: 'The count field must be at least 1' })
    assert.include(
      printed(() => page.assertErrors(EffectsState, ['gift'])),
      'Expected other validation errors of EffectsState, got {"count":"The count field must be at least 1"}'
    )
    assert.include(
      printed(() => page.assertErrors(EffectsState, { count: 'Too few' })),
      'errors.count: expected "Too few", got "The count field must be at least 1"'
    )
    assert.include(
      printed(() => page.assertNoErrors(EffectsState)),
      'Expected no validation errors of EffectsState, got {"count"'
    )
  })

  test('of a delta shows the patches that differ', async ({ assert }) => {
    const page = await visit('/')
    await page.state(CounterState).add(2)
    page.assertDelta({ CounterState: [[0, ['count'], 2]] })
    assert.include(
      printed(() => page.assertDelta({ CounterState: [[0, ['count'], 1]] })),
      'CounterState[0][2]: expected 1, got 2'
    )
    assert.include(
      printed(() => page.assertDelta({})),
      'CounterState: expected nothing, got [[0,["count"],2]]'
    )
    page.assertDeltaBytes(100)
    assert.include(
      printed(() => page.assertDeltaBytes(10)),
      'Expected the last call to bring at most 10 bytes, got 59'
    )
  })

  test('of a toast or another action shows those that there were', async ({ assert }) => {
    const page = await ordered()
    page.assertToast('Order 1', 'success')
    page.assertAction('focus', { selector: '#count' })
    page.assertNoAction('redirect')
    assert.include(
      printed(() => page.assertToast('Order 2')),
      'Expected a toast "Order 2", got [{"type":"toast","level":"success","message":"Order 1 placed"}]'
    )
    assert.include(
      printed(() => page.assertToast('Order 1', 'error')),
      'Expected a toast "Order 1" of the level "error", got [{'
    )
    assert.include(
      printed(() => page.assertAction('focus', { selector: '#other' })),
      'Expected an action "focus" with {"selector":"#other"}, got [{"type":"focus","selector":"#count"}]'
    )
    assert.include(
      printed(() => page.assertNoAction('focus')),
      'Expected no action "focus", got [{"type":"focus","selector":"#count"}]'
    )
    assert.include(
      printed(() => page.assertNoAction()),
      'Expected no action, got [{"type":"toast"'
    )
  })

  test('of a redirect shows where it went instead', async ({ assert }) => {
    const page = await visit('/')
    assert.include(
      printed(() => page.assertRedirectsTo('/sign-in')),
      'Expected a redirect to "/sign-in", got none'
    )
    await page.state(FailureState).redirect()
    page.assertRedirectsTo('/sign-in')
    assert.include(
      printed(() => page.assertRedirectsTo('/elsewhere')),
      'Expected a redirect to "/elsewhere", got "/sign-in"'
    )
    page.assertUrl('/')
    assert.include(
      printed(() => page.assertUrl('/sign-in')),
      'Expected the page at "/sign-in", got the one at "/"'
    )
  })

  test('of a flash message shows those that there are', async ({ assert }) => {
    const page = await visit('/flash')
    await page.state(FlashState).here()
    page.assertFlash('success', 'Shown at once')
    page.assertNoFlash('error')
    assert.include(
      printed(() => page.assertFlash('error')),
      'Expected the flash message "error", got {"success":"Shown at once"}'
    )
    assert.include(
      printed(() => page.assertFlash('success', 'Other')),
      'Expected the flash message "success" "Other", got {"success":"Shown at once"}'
    )
    assert.include(
      printed(() => page.assertNoFlash('success')),
      'Expected no flash message "success", got "Shown at once"'
    )
  })

  test('of a refused event shows the failures, without the id of the request', async ({
    assert,
  }) => {
    const page = await visit('/')
    page.assertNotRefused()
    await page
      .state(FailureState)
      .teapot()
      .catch(() => {})
    page.assertRefused({ status: 418, code: 'E_TEAPOT', message: 'teapot' })
    assert.include(
      printed(() => page.assertRefused({ status: 500 })),
      'Expected a failure with {"status":500}, got [{"status":418,"code":"E_TEAPOT","message":"I am a teapot"}]'
    )
    assert.include(
      printed(() => page.assertNotRefused()),
      'Expected no failure, got [{"status":418,"code":"E_TEAPOT","message":"I am a teapot"}]'
    )
  })

  test('of a visit that nobody refuses says so', async ({ assert }) => {
    await assert.rejects(
      () => visit('/').assertRefused({ status: 403 }),
      /Expected a failure with {"status":403}, got \[\]/
    )
  })

  test('of a cookie shows which were set', async ({ assert }) => {
    const page = await ordered()
    page.assertCookie('last_order', 1)
    page.assertNoCookie('other')
    assert.include(
      printed(() => page.assertCookie('other')),
      'Expected the cookie "other" to be set, got nothing; cookies set: last_order'
    )
    assert.include(
      printed(() => page.assertCookie('last_order', 2)),
      'Expected the cookie "last_order" with 2 to be set, got 1'
    )
    assert.include(
      printed(() => page.assertNoCookie('last_order')),
      'Expected the cookie "last_order" not to be set, got 1'
    )
  })

  test('of the session shows what it has', async ({ assert }) => {
    const page = await ordered()
    page.assertSession('orders', 1)
    page.assertNoSession('visits')
    assert.include(
      printed(() => page.assertSession('orders', 2)),
      'Expected the session to have "orders" with 2, got 1'
    )
    assert.include(
      printed(() => page.assertSession('visits')),
      'Expected the session to have "visits", got nothing'
    )
    assert.include(
      printed(() => page.assertNoSession('orders')),
      'Expected the session not to have "orders", got 1'
    )
  })

  test('of the number of queries lists them', async ({ assert }) => {
    const page = await visit('/effects')
    page.assertQueryCount(0)
    await page.state(EffectsState).count3()
    page.assertQueryCount(3)
    page.assertQueriesAtMost(3)
    const message = printed(() => page.assertQueryCount(1))
    assert.include(message, 'Expected 1 queries in the last call, got 3')
    assert.include(message, 'select ? as turn [1]\n  select ? as turn [2]\n  select ? as turn [3]')
    assert.include(
      printed(() => page.assertQueriesAtMost(2)),
      'Expected at most 2 queries in the last call, got 3'
    )
  })

  test('of an event of the emitter names those that were emitted', async ({ assert }) => {
    const page = await ordered()
    page.assertEmitted(OrderPlaced, ({ order }) => order === 1)
    page.assertNotEmitted('order:lost')
    assert.match(
      printed(() => page.assertEmitted('order:lost')),
      /Expected the event "order:lost" to be emitted, got these: .*OrderPlaced/
    )
    assert.include(
      printed(() => page.assertEmitted(OrderPlaced, ({ order }) => order === 2)),
      'Expected the event "OrderPlaced" to be emitted, got it with [{"order":1}]'
    )
    assert.include(
      printed(() => page.assertNotEmitted(OrderPlaced)),
      'Expected the event "OrderPlaced" not to be emitted, got [{"order":1}]'
    )
  })

  test('of a mail shows those that were sent', async ({ assert }) => {
    const page = await visit('/effects')
    page.assertNoMail()
    await page.state(EffectsState).order({ count: 1 })
    page.assertMail({ to: 'ada@example.com', subject: 'Order 1', text: 'For you' })
    assert.include(
      printed(() => page.assertMail({ to: 'grace@example.com' })),
      'Expected a mail with {"to":"grace@example.com"}, got [{"to":"ada@example.com","from":"lab@example.com","subject":"Order 1","text":"For you"}]'
    )
    assert.include(
      printed(() => page.assertNoMail()),
      'Expected no mail, got [{"to":"ada@'
    )
  })
})

test.group('Fakes of Adonis', () => {
  test('see what a visited page emits and mails', async ({ cleanup }) => {
    const events = emitter.fake([OrderPlaced])
    const { messages } = mail.fake()
    cleanup(() => {
      emitter.restore()
      mail.restore()
    })
    const page = await ordered()
    events.assertEmitted(OrderPlaced)
    page.assertEmitted(OrderPlaced)
    messages.assertSent({ subject: 'Order 1' })
    page.assertMail({ subject: 'Order 1' })
  })
})

test.group('A call of another event', () => {
  test('that a handler asks for is made, as a browser makes it', async () => {
    const page = await visit('/effects')
    await page.state(EffectsState).ask()
    page.assertAction('title', { title: 'the second event' })
  })
})

test.group('Visits side by side', (group) => {
  group.each.setup(() => {
    mail.fake()
    return () => mail.restore()
  })

  test('do not see what the others do', async () => {
    const [one, other] = await Promise.all([visit('/effects'), visit('/effects')])
    await Promise.all([
      one.state(EffectsState).count3(),
      other.state(EffectsState).order({ count: 1 }),
    ])
    one.assertQueryCount(3)
    one.assertNoMail()
    one.assertNotEmitted(OrderPlaced)
    other.assertQueryCount(0)
    other.assertEmitted(OrderPlaced)
    other.assertNoCookie('lab_session')
  })
})
