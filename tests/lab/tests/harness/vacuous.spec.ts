/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import server from '@adonisjs/core/services/server'
import mail from '@adonisjs/mail/services/main'
import { test } from '@japa/runner'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import OrderPlaced from '#events/order_placed'
import { findUser } from '#services/users'
import CounterState from '#states/counter_state'
import { DoorsState } from '#states/doors_state'
import EffectsState from '#states/effects_state'
import FailureState from '#states/failure_state'
import ItemsState from '#states/items_state'
import LedgerState from '#states/ledger_state'
import { itemsTable } from './items_table.ts'

/** The code and message of what a call throws. */
async function thrown(call: () => unknown): Promise<string> {
  try {
    await call()
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    return `${code}: ${message.split('\n\n')[0]}`
  }
  throw new Error('Nothing was thrown')
}

test.group('An assertion that can never fail', () => {
  test('on vars: without any, of a name that is not one, and of a state that is not there', async ({
    assert,
  }) => {
    const page = await visit('/')
    page.assertState(CounterState, { count: 0 })
    page.assertNoErrors(CounterState)
    assert.match(
      await thrown(() => page.assertState(CounterState, {})),
      /^E_TEST_NOTHING_ASSERTED: assertState\(CounterState, {}\) can never fail\. Name at least one var/
    )
    const typo = { cuont: undefined } as object
    assert.match(
      await thrown(() => page.assertState(CounterState, typo)),
      /^ERR_ASSERTION: Expected CounterState to have "cuont", got no such var; it has .*count/
    )
    assert.equal(
      await thrown(() => page.assertNoErrors(LedgerState)),
      'ERR_ASSERTION: Expected the page to have LedgerState'
    )
    assert.equal(
      await thrown(() => page.assertNoErrors(EffectsState)),
      'ERR_ASSERTION: Expected the page to have EffectsState'
    )
  })

  test('on validation errors: without a field', async ({ assert }) => {
    const page = await visit('/')
    for (const [expected, text] of [
      [[], '[]'],
      [{}, '{}'],
    ] as const) {
      assert.equal(
        await thrown(() => page.assertErrors(CounterState, expected)),
        `E_TEST_NOTHING_ASSERTED: assertErrors(CounterState, ${text}) can never fail. Use assertNoErrors(CounterState)`
      )
    }
    assert.equal(
      await thrown(() => page.assertErrors(LedgerState, ['total'])),
      'ERR_ASSERTION: Expected the page to have LedgerState'
    )
  })

  test('on toasts, failures and mails: without anything to compare', async ({
    assert,
    cleanup,
  }) => {
    mail.fake()
    cleanup(() => mail.restore())
    const page = await visit('/effects')
    await page.state(EffectsState).order({ count: 2 })
    assert.match(await thrown(() => page.assertToast('')), /^E_TEST_NOTHING_ASSERTED: assertToast/)
    for (const nothing of [{}, { subject: undefined }, { to: '' }]) {
      assert.match(
        await thrown(() => page.assertMail(nothing)),
        /^E_TEST_NOTHING_ASSERTED: assertMail\(.*Say at least one of to, from, subject and text/
      )
    }
    for (const nothing of [{}, { code: undefined }, { message: '' }]) {
      assert.match(
        await thrown(() => page.assertRefused(nothing)),
        /^E_TEST_NOTHING_ASSERTED: assertRefused\(.*for a failed validation use assertErrors/
      )
    }
  })

  test('on how much there is at most: without a number', async ({ assert }) => {
    const page = await visit('/')
    await page.state(CounterState).increment()
    for (const nothing of [Infinity, Number.NaN]) {
      for (const assertion of ['assertQueriesAtMost', 'assertDeltaBytes'] as const) {
        assert.equal(
          await thrown(() => page[assertion](nothing)),
          `E_TEST_NOTHING_ASSERTED: ${assertion}(${nothing}) can never fail. Say the largest number that passes`
        )
      }
    }
  })

  test('on emitted events: with an async comparison', async ({ assert, cleanup }) => {
    mail.fake()
    cleanup(() => mail.restore())
    const page = await visit('/effects')
    await page.state(EffectsState).order({ count: 1 })
    const matches = (async () => false) as unknown as () => boolean
    for (const assertion of ['assertEmitted', 'assertNotEmitted'] as const) {
      assert.match(
        await thrown(() => page[assertion](OrderPlaced, matches)),
        /^E_TEST_NOTHING_ASSERTED: assertEmitted\(event, async/
      )
    }
  })

  test('on what was before the last call: it is in the history', async ({ assert }) => {
    const page = await visit('/')
    const failure = page.state(FailureState)
    await failure.teapot().catch(() => {})
    await failure.redirect()
    page.assertNotRefused()
    page.assertRedirectsTo('/sign-in')
    await page.state(CounterState).increment()
    page.assertNoAction()
    assert.deepEqual(page.history.redirects, ['/sign-in'])
    assert.deepEqual(
      page.history.failures.map(({ code }) => code),
      ['E_TEAPOT']
    )
    const tab = await connect('/')
    await tab
      .state(FailureState)
      .teapot()
      .catch(() => {})
    tab.assertRefused({ code: 'E_TEAPOT' })
    await tab.state(CounterState).increment()
    tab.assertNotRefused()
  })

  test('on what a connected tab waits for: an async condition', async ({ assert }) => {
    const tab = await connect('/')
    await tab.waitFor(() => tab.connection === 'connected')
    const condition = (async () => false) as unknown as () => boolean
    assert.match(
      await thrown(() => tab.waitFor(condition)),
      /^E_TEST_NOTHING_ASSERTED: waitFor\(async/
    )
  })
})

test.group('An expected value that is undefined', () => {
  test('is not any value', async ({ assert, cleanup }) => {
    mail.fake()
    cleanup(() => mail.restore())
    const page = await visit('/effects').withSession({ visits: 4 })
    await page.state(EffectsState).order({ count: 1 })
    page.assertSession('visits')
    page.assertCookie('last_order')
    page.assertFlash('success')
    for (const [assertion, message] of [
      [() => page.assertSession('visits', undefined), /"visits" with undefined, got 4/],
      [
        () => page.assertCookie('last_order', undefined),
        /"last_order" with undefined to be set, got 1/,
      ],
      [
        () => page.assertFlash('success', undefined),
        /"success" undefined, got {"success":"Ordered"}/,
      ],
    ] as const) {
      assert.match(await thrown(assertion), message)
    }
    const doors = await visit('/doors')
    await doors.state(DoorsState).save('tea;1')
    doors.assertDownloaded('stock.csv')
    assert.match(
      await thrown(() => doors.assertDownloaded('stock.csv', undefined)),
      /"stock\.csv" with undefined, got/
    )
  })

  test('is not a message of a field without an error', async ({ assert }) => {
    const page = await visit('/')
    const nothing = { by: undefined } as unknown as Record<string, string>
    assert.match(
      await thrown(() => page.assertErrors(CounterState, nothing)),
      /^ERR_ASSERTION: Expected other validation errors of CounterState, got {}/
    )
    await page.submit(FailureState, 'order', {
      'email': 'nobody',
      'lines[0].id': 1,
      'lines[0].count': 1,
    })
    page.assertErrors(FailureState, ['email'])
    const more = { ...page.state(FailureState).errors, ...nothing } as Record<string, string>
    assert.match(await thrown(() => page.assertErrors(FailureState, more)), /^ERR_ASSERTION/)
  })
})

test.group('An order of rows', (group) => {
  group.setup(() => itemsTable.create())
  group.each.setup(() => itemsTable.fill())

  test('is not asserted by rows that are all the same, or of a column that is not there', async ({
    assert,
  }) => {
    for (const id of [1, 2, 3]) await itemsTable.price(id, 5)
    const page = await visit('/live/items').as(findUser(1))
    const list = page.list(ItemsState)
    list.assertOrder('id')
    for (const column of ['price', 'prize'] as 'price'[]) {
      assert.match(
        await thrown(() => list.assertOrder(column)),
        /^E_TEST_NOTHING_ASSERTED: assertOrder\(.*two rows that differ in it/
      )
    }
    assert.match(
      await thrown(() => list.assertPage({ total: undefined })),
      /^E_TEST_NOTHING_ASSERTED: assertPage/
    )
  })
})

test.group('Where a tab has come to', () => {
  test('is not any address', async ({ assert }) => {
    const page = await visit('/doors')
    await page.click('https://elsewhere.example/sign-in?x=1')
    for (const url of ['', '?x=1', 'sign-in?x=1', '#top']) {
      assert.match(
        await thrown(() => page.assertLeftTo(url)),
        /^E_TEST_NOTHING_ASSERTED: assertLeftTo\(.*begins with a slash/
      )
    }
    // A path is one of the application
    assert.match(await thrown(() => page.assertLeftTo('/sign-in?x=1')), /^ERR_ASSERTION/)
    page.assertLeftTo('https://elsewhere.example/sign-in?x=1')
  })

  test('is not nowhere since an event has not found something', async ({ assert }) => {
    for (const open of [visit, connect]) {
      const page = await open('/')
      await page.call(FailureState, 'nope').catch(() => {})
      page.assertRefused({ status: 404 })
      assert.match(
        await thrown(() => page.assertNotFound()),
        /^ERR_ASSERTION: Expected to find nothing, got the page at "\/"/
      )
    }
  })
})

test.group('What another process does', (group) => {
  let base: string

  group.each.setup(() => {
    const own = (server.getNodeServer()!.address() as AddressInfo).port
    // Who brings the page is not known to this process as a tab of the test
    const other = createServer(async ({ url }, reply) => {
      const page = await fetch(`http://localhost:${own}${url}`, {
        headers: { accept: 'text/html' },
      })
      reply.end(await page.text())
    })
    other.listen(0)
    base = `http://localhost:${(other.address() as AddressInfo).port}`
    return () => void other.close()
  })

  test('is not seen, and not taken for nothing', async ({ assert }) => {
    const tab = await connect('/doors').at(base)
    tab.assertPage('resources/pages/doors/start.tsx')
    for (const assertion of [
      () => tab.assertNoMail(),
      () => tab.assertNotEmitted(OrderPlaced),
      () => tab.assertNoSession('visits'),
      () => tab.assertQueryCount(0),
      () => tab.assertQueriesAtMost(3),
      () => tab.queries,
    ]) {
      assert.match(await thrown(assertion), new RegExp(`^E_TEST_OTHER_PROCESS: \\w+ .*at ${base}`))
    }
  })

  test('is not seen of a tab that has gone there', async ({ assert }) => {
    const tab = await connect('/doors')
    tab.assertNoMail()
    tab.reach(base)
    assert.match(await thrown(() => tab.assertNoMail()), /^E_TEST_OTHER_PROCESS/)
  })
})

test.group('What no browser could do', () => {
  test('submitting to an event that there is not', async ({ assert }) => {
    const doors = [await visit('/'), await connect('/')]
    for (const page of doors) {
      await page.submit(CounterState, 'add')
      const submit = page.submit.bind(page) as (state: object, event: string) => Promise<void>
      for (const name of ['nope', 'count', 'constructor']) {
        assert.match(
          await thrown(() => submit(CounterState, name)),
          new RegExp(`^E_TEST_NO_EVENT: CounterState has no event "${name}" here. It has: .*add`)
        )
      }
    }
  })

  test('calling a method that is not an event', async ({ assert }) => {
    for (const page of [await visit('/'), await connect('/')]) {
      const counter = page.state(CounterState) as unknown as { plant(): void }
      assert.match(
        await thrown(() => counter.plant()),
        /^E_TEST_NO_EVENT: CounterState has no event "plant" here\. It has: .*increment/
      )
    }
  })

  test('signing in with a guard that there is not, and going to no page', async ({ assert }) => {
    assert.equal(
      await thrown(() => visit('/').as(findUser(1), 'wed')),
      'E_TEST_NO_GUARD: There is no guard "wed". config/auth.ts has: web, staff'
    )
    assert.match(
      await thrown(() => connect('/nowhere')),
      /^E_TEST_NO_PAGE: .*"\/nowhere": the server answered 404\. There are pages at: \/, .*\/effects/
    )
  })

  test('filling a field with what no field holds', async ({ assert }) => {
    const page = await visit('/')
    for (const value of [undefined, null, {}, [['a']], [undefined]]) {
      assert.match(
        await thrown(() => page.submit(CounterState, 'add', { by: value } as object as FormData)),
        /^E_TEST_FORM_FIELD: The field "by" cannot hold /
      )
    }
  })

  test('signing nobody in', async ({ assert }) => {
    for (const nobody of [undefined, null]) {
      assert.match(await thrown(() => visit('/').as(nobody)), /^E_TEST_NO_USER: Cannot sign/)
    }
    for (const nobody of [{}, { id: null }, 7]) {
      assert.match(await thrown(() => visit('/').as(nobody)), /^E_TEST_NO_USER: Cannot sign/)
      assert.match(await thrown(() => connect('/').as(nobody)), /^E_TEST_NO_USER: Cannot sign/)
    }
  })
})

test.group('A page that is requested', () => {
  test('is a promise as others are', async ({ assert }) => {
    const settled: string[] = []
    const page = await visit('/').finally(() => settled.push('visited'))
    page.assertUrl('/')
    const refusal = await visit('/request/1')
      .withSession({ region: 'atlantis' })
      .catch((error: unknown) => (error as { status: number }).status)
    assert.equal(refusal, 451)
    assert.deepEqual(settled, ['visited'])
    const [first, second] = await Promise.all([visit('/'), connect('/')])
    first.assertState(CounterState, { count: 0 })
    second.assertState(CounterState, { count: 0 })
  })
})

test.group('A message', () => {
  test('shows what is undefined', async ({ assert }) => {
    const page = await visit('/effects')
    await page.state(EffectsState).ask()
    assert.match(
      await thrown(() => page.assertAction('title', { title: undefined })),
      /^ERR_ASSERTION: Expected an action "title" with {"title":undefined}, got \[/
    )
  })
})
