/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import mail from '@adonisjs/mail/services/main'
import { test } from '@japa/runner'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import type { VisitedPage } from 'reflex-adonis/plugins/japa'
import { root } from '../../../../bin/support/processes.ts'
import OrderPlaced from '#events/order_placed'
import { findUser } from '#services/users'
import { DoorsState } from '#states/doors_state'
import CounterState from '#states/counter_state'
import EffectsState from '#states/effects_state'
import FailureState from '#states/failure_state'
import FlashState from '#states/flash_state'
import ItemsState from '#states/items_state'
import { itemsTable } from './items_table.ts'

/** One use of an assertion that passes, one that fails, and what that prints. */
interface Row {
  assertion: string
  passes: (page: VisitedPage) => unknown
  fails: (page: VisitedPage) => unknown
  /** The message without what the last call has changed and the last frames. */
  prints: string
}

/** What a failed assertion prints of itself. */
async function printed(assertion: () => unknown): Promise<string> {
  try {
    await assertion()
  } catch (error) {
    const { name, message } = error as Error
    if (name !== 'AssertionError') throw error
    const end = message.search(/\n\n(Changed by the last call|Last frames):/)
    return end === -1 ? message : message.slice(0, end)
  }
  throw new Error('The assertion has passed')
}

/** A page on which an order was placed. */
async function ordered(): Promise<VisitedPage> {
  const page = await visit('/effects')
  await page.state(EffectsState).order({ count: 2 })
  return page
}

/** A page on which an order was refused. */
async function refused(): Promise<VisitedPage> {
  const page = await visit('/effects')
  await page.submit(EffectsState, 'order', { count: 0 })
  return page
}

async function counted(): Promise<VisitedPage> {
  const page = await visit('/')
  await page.state(CounterState).add(2)
  return page
}

async function led(): Promise<VisitedPage> {
  const page = await visit('/')
  await page.state(FailureState).redirect()
  return page
}

async function flashed(): Promise<VisitedPage> {
  const page = await visit('/flash')
  await page.state(FlashState).here()
  return page
}

async function failed(): Promise<VisitedPage> {
  const page = await visit('/')
  await page
    .state(FailureState)
    .teapot()
    .catch(() => {})
  return page
}

async function asked(): Promise<VisitedPage> {
  const page = await visit('/effects')
  await page.state(EffectsState).count3()
  return page
}

async function saved(): Promise<VisitedPage> {
  const page = await visit('/doors')
  await page.state(DoorsState).save('tea;1')
  return page
}

async function dispatched(): Promise<VisitedPage> {
  const page = await visit('/doors')
  await page.state(DoorsState).ask()
  return page
}

async function gone(): Promise<VisitedPage> {
  const page = await visit('/doors')
  await page.click('/sign-in')
  return page
}

const ada = findUser(1)!
const listed = () => visit('/live/items').as(ada)

type Begin = () => PromiseLike<VisitedPage>

const ROWS: [begin: Begin, rows: Row[]][] = [
  [
    ordered,
    [
      {
        assertion: 'assertState',
        passes: (page) =>
          page.assertState(EffectsState, { orders: [{ id: 1, count: 2 }], count: 2 }),
        fails: (page) =>
          page.assertState(EffectsState, {
            orders: [
              { id: 1, count: 5 },
              { id: 2, count: 1 },
            ],
          }),
        prints: `Expected EffectsState to have other vars

  orders: expected 2 items, got 1
  orders[0].count: expected 5, got 2
  orders[1]: expected {"id":2,"count":1}, got undefined`,
      },
      {
        assertion: 'assertState',
        passes: (page) => page.assertState(EffectsState, { count: 2 }),
        fails: (page) => page.assertState(EffectsState, { count: undefined }),
        prints: `Expected EffectsState to have other vars

  count: expected undefined, got 2`,
      },
      {
        assertion: 'assertState',
        passes: (page) => page.assertState(EffectsState, { orders: [{ count: 2 }] }),
        fails: (page) => page.assertState(EffectsState, { orders: [{ count: 3 }] }),
        prints: `Expected EffectsState to have other vars

  orders[0].count: expected 3, got 2`,
      },
      {
        assertion: 'assertState',
        passes: (page) => page.assertState(EffectsState, { count: 2 }),
        fails: (page) => page.assertState(CounterState, { count: 2 }),
        prints: 'Expected the page to have CounterState',
      },
      {
        assertion: 'assertToast',
        passes: (page) => page.assertToast('Order 1', 'success'),
        fails: (page) => page.assertToast('Order 2'),
        prints:
          'Expected a toast "Order 2", got [{"type":"toast","level":"success","message":"Order 1 placed"}]',
      },
      {
        assertion: 'assertToast',
        passes: (page) => page.assertToast('placed'),
        fails: (page) => page.assertToast('Order 1', 'error'),
        prints:
          'Expected a toast "Order 1" of the level "error", got [{"type":"toast","level":"success","message":"Order 1 placed"}]',
      },
      {
        assertion: 'assertAction',
        passes: (page) => page.assertAction('focus', { selector: '#count' }),
        fails: (page) => page.assertAction('focus', { selector: '#other' }),
        prints:
          'Expected an action "focus" with {"selector":"#other"}, got [{"type":"focus","selector":"#count"}]',
      },
      {
        assertion: 'assertNoAction',
        passes: (page) => page.assertNoAction('redirect'),
        fails: (page) => page.assertNoAction('focus'),
        prints: 'Expected no action "focus", got [{"type":"focus","selector":"#count"}]',
      },
      {
        assertion: 'assertCookie',
        passes: (page) => page.assertCookie('last_order', 1),
        fails: (page) => page.assertCookie('last_order', 2),
        prints: 'Expected the cookie "last_order" with 2 to be set, got 1; cookies set: last_order',
      },
      {
        assertion: 'assertCookie',
        passes: (page) => page.assertCookie('last_order'),
        fails: (page) => page.assertCookie('other'),
        prints: 'Expected the cookie "other" to be set, got nothing; cookies set: last_order',
      },
      {
        assertion: 'assertNoCookie',
        passes: (page) => page.assertNoCookie('other'),
        fails: (page) => page.assertNoCookie('last_order'),
        prints: 'Expected the cookie "last_order" not to be set, got 1',
      },
      {
        assertion: 'assertSession',
        passes: (page) => page.assertSession('orders', 1),
        fails: (page) => page.assertSession('orders', 2),
        prints: 'Expected the session to have "orders" with 2, got 1',
      },
      {
        assertion: 'assertNoSession',
        passes: (page) => page.assertNoSession('visits'),
        fails: (page) => page.assertNoSession('orders'),
        prints: 'Expected the session not to have "orders", got 1',
      },
      {
        assertion: 'assertEmitted',
        passes: (page) => page.assertEmitted(OrderPlaced, ({ order }) => order === 1),
        fails: (page) => page.assertEmitted(OrderPlaced, ({ order }) => order === 2),
        prints: 'Expected the event "OrderPlaced" to be emitted, got it with [{"order":1}]',
      },
      {
        assertion: 'assertNotEmitted',
        passes: (page) => page.assertNotEmitted('order:lost'),
        fails: (page) => page.assertNotEmitted(OrderPlaced),
        prints: 'Expected the event "OrderPlaced" not to be emitted, got [{"order":1}]',
      },
      {
        assertion: 'assertMail',
        passes: (page) =>
          page.assertMail({ to: 'ada@example.com', subject: 'Order 1', text: 'For you' }),
        fails: (page) => page.assertMail({ to: 'grace@example.com' }),
        prints:
          'Expected a mail with {"to":"grace@example.com"}, got [{"to":"ada@example.com","from":"lab@example.com","subject":"Order 1","text":"For you"}]',
      },
      {
        assertion: 'assertNotRefused',
        passes: (page) => page.assertNotRefused(),
        fails: async (page) => {
          await page.submit(EffectsState, 'order', { count: 0 })
          page.assertNotRefused()
        },
        prints:
          'Expected no failure, got [{"status":422,"code":"E_VALIDATION_ERROR","message":"Validation failure","errors":{"count":"The count field must be at least 1"}}]',
      },
    ],
  ],
  [
    () => visit('/effects'),
    [
      {
        assertion: 'assertNoMail',
        passes: (page) => page.assertNoMail(),
        fails: async (page) => {
          await page.state(EffectsState).order({ count: 1, gift: true })
          page.assertNoMail()
        },
        prints:
          'Expected no mail, got [{"to":"ada@example.com","from":"lab@example.com","subject":"Order 1","text":"A gift"}]',
      },
      {
        assertion: 'assertRefused',
        passes: () =>
          visit('/request/1').withSession({ region: 'atlantis' }).assertRefused({ status: 451 }),
        fails: () => visit('/').assertRefused({ status: 403 }),
        prints: 'Expected a failure with {"status":403}, got []',
      },
    ],
  ],
  [
    refused,
    [
      {
        assertion: 'assertErrors',
        passes: (page) => page.assertErrors(EffectsState, ['count']),
        fails: (page) => page.assertErrors(EffectsState, ['gift']),
        prints: `Expected other validation errors of EffectsState, got {"count":"The count field must be at least 1"}

  errors[0]: expected "gift", got "count"`,
      },
      {
        assertion: 'assertErrors',
        passes: (page) =>
          page.assertErrors(EffectsState, { count: 'The count field must be at least 1' }),
        fails: (page) => page.assertErrors(EffectsState, { count: 'Too few' }),
        prints: `Expected other validation errors of EffectsState, got {"count":"The count field must be at least 1"}

  errors.count: expected "Too few", got "The count field must be at least 1"`,
      },
      {
        assertion: 'assertNoErrors',
        passes: async (page) => {
          await page.submit(EffectsState, 'order', { count: 1 })
          page.assertNoErrors(EffectsState)
        },
        fails: async (page) => {
          await page.submit(EffectsState, 'order', { count: 0 })
          page.assertNoErrors(EffectsState)
        },
        prints:
          'Expected no validation errors of EffectsState, got {"count":"The count field must be at least 1"}',
      },
    ],
  ],
  [
    counted,
    [
      {
        assertion: 'assertDelta',
        passes: (page) => page.assertDelta({ CounterState: [[0, ['count'], 2]] }),
        fails: (page) => page.assertDelta({ CounterState: [[0, ['count'], 1]] }),
        prints: `Expected the last call to change something else

  expected CounterState.count = 1, got = 2`,
      },
      {
        assertion: 'assertDelta',
        passes: (page) => page.assertDelta({ CounterState: [[0, ['count'], 2]] }),
        fails: (page) =>
          page.assertDelta({ FlashState: [[2, ['rows'], [[0, 2], { v: [{ id: 3 }] }]]] }),
        prints: `Expected the last call to change something else

  expected FlashState.rows is now rows 0 to 1, then new {"id":3}, got no change of it
  expected no change of CounterState.count, got = 2`,
      },
      {
        assertion: 'assertDeltaBytes',
        passes: (page) => page.assertDeltaBytes(59),
        fails: (page) => page.assertDeltaBytes(10),
        prints: 'Expected the last call to bring at most 10 bytes, got 59',
      },
      {
        assertion: 'assertUrl',
        passes: (page) => page.assertUrl('/'),
        fails: (page) => page.assertUrl('/sign-in'),
        prints: 'Expected the page at "/sign-in", got the one at "/"',
      },
    ],
  ],
  [
    led,
    [
      {
        assertion: 'assertRedirectsTo',
        passes: (page) => page.assertRedirectsTo('/sign-in'),
        fails: (page) => page.assertRedirectsTo('/elsewhere'),
        prints: 'Expected a redirect to "/elsewhere", got "/sign-in"',
      },
      {
        assertion: 'assertRedirectsTo',
        passes: (page) => page.assertRedirectsTo('/sign-in'),
        fails: async (page) => {
          await page.state(CounterState).increment()
          page.assertRedirectsTo('/sign-in')
        },
        prints: 'Expected a redirect to "/sign-in", got none',
      },
    ],
  ],
  [
    flashed,
    [
      {
        assertion: 'assertFlash',
        passes: (page) => page.assertFlash('success'),
        fails: (page) => page.assertFlash('error'),
        prints: 'Expected the flash message "error", got {"success":"Shown at once"}',
      },
      {
        assertion: 'assertFlash',
        passes: (page) => page.assertFlash('success', 'Shown at once'),
        fails: (page) => page.assertFlash('success', 'Other'),
        prints: 'Expected the flash message "success" "Other", got {"success":"Shown at once"}',
      },
      {
        assertion: 'assertNoFlash',
        passes: (page) => page.assertNoFlash('error'),
        fails: (page) => page.assertNoFlash('success'),
        prints: 'Expected no flash message "success", got "Shown at once"',
      },
    ],
  ],
  [
    failed,
    [
      {
        assertion: 'assertRefused',
        passes: (page) => page.assertRefused({ status: 418, code: 'E_TEAPOT', message: 'teapot' }),
        fails: (page) => page.assertRefused({ status: 500 }),
        prints:
          'Expected a failure with {"status":500}, got [{"status":418,"code":"E_TEAPOT","message":"I am a teapot"}]',
      },
    ],
  ],
  [
    asked,
    [
      {
        assertion: 'assertQueryCount',
        passes: (page) => page.assertQueryCount(3),
        fails: (page) => page.assertQueryCount(1),
        prints: `Expected 1 queries in the last call, got 3

  select ? as turn [1]
  select ? as turn [2]
  select ? as turn [3]`,
      },
      {
        assertion: 'assertQueriesAtMost',
        passes: (page) => page.assertQueriesAtMost(3),
        fails: (page) => page.assertQueriesAtMost(2),
        prints: `Expected at most 2 queries in the last call, got 3

  select ? as turn [1]
  select ? as turn [2]
  select ? as turn [3]`,
      },
    ],
  ],
  [
    saved,
    [
      {
        assertion: 'assertDownloaded',
        passes: (page) => page.assertDownloaded('stock.csv', 'tea;1'),
        fails: (page) => page.assertDownloaded('stock.csv', 'tea;2'),
        prints:
          'Expected the download of "stock.csv" with "tea;2", got [{"filename":"stock.csv","content":"tea;1"}]',
      },
      {
        assertion: 'assertPage',
        passes: (page) => page.assertPage('resources/pages/doors/start.tsx'),
        fails: (page) => page.assertPage('resources/pages/doors/other.tsx'),
        prints:
          'Expected the page "resources/pages/doors/other.tsx", got "resources/pages/doors/start.tsx" at "/doors"',
      },
      {
        assertion: 'assertTitle',
        passes: (page) => page.assertTitle('Doors'),
        fails: (page) => page.assertTitle('Gates'),
        prints: 'Expected the title "Gates", got "Doors"',
      },
      {
        assertion: 'assertShared',
        passes: (page) => page.assertShared({ basket: 0 }),
        fails: (page) => page.assertShared({ basket: 2 }),
        prints: 'Expected other shared data\n\n  basket: expected 2, got 0',
      },
      {
        assertion: 'assertLanguage',
        passes: async (page) => {
          await page.click('/doors/language')
          await page.assertLanguage('en')
        },
        fails: (page) => page.assertLanguage('de'),
        prints: 'Expected texts of "de", got those of "en"',
      },
      {
        assertion: 'assertSee',
        passes: (page) => page.assertSee('Doors'),
        fails: (page) => page.assertSee('Gates'),
        prints:
          'Expected to see "Gates", got "Doors default 0 in the basket Order Send OtherNowhereBrokenLanguage"',
      },
      {
        assertion: 'assertNotSee',
        passes: (page) => page.assertNotSee('Gates'),
        fails: (page) => page.assertNotSee('Order'),
        prints:
          'Expected not to see "Order", got "Doors default 0 in the basket Order Send OtherNowhereBrokenLanguage"',
      },
      {
        assertion: 'assertAccessible',
        passes: (page) => page.assertAccessible(),
        fails: async (page) => {
          await page.click('/doors/forms')
          await page.assertAccessible()
        },
        prints: `Expected the page to be accessible

  image-alt: Images must have alternative text: <img src="/picture.png">`,
      },
      {
        assertion: 'assertLeftTo',
        passes: async (page) => {
          await page.click('https://elsewhere.example/')
          page.assertLeftTo('https://elsewhere.example/')
          await page.load('/doors')
        },
        fails: (page) => page.assertLeftTo('https://elsewhere.example/'),
        prints:
          'Expected the browser to leave to "https://elsewhere.example/", got the page at "/doors"',
      },
      {
        assertion: 'assertNotFound',
        passes: async (page) => {
          await page.load('/nowhere').catch(() => {})
          page.assertNotFound()
          await page.load('/doors')
        },
        fails: (page) => page.assertNotFound(),
        prints: 'Expected to find nothing, got the page at "/doors"',
      },
    ],
  ],
  [
    gone,
    [
      {
        assertion: 'assertPage',
        passes: (page) => page.assertLeftTo('/sign-in'),
        fails: (page) => page.assertPage('resources/pages/doors/start.tsx'),
        prints: 'Expected the page "resources/pages/doors/start.tsx", got no page, at "/sign-in"',
      },
    ],
  ],
  [
    dispatched,
    [
      {
        assertion: 'assertDispatched',
        passes: (page) => page.assertDispatched(DoorsState, 'note', 'asked'),
        fails: (page) => page.assertDispatched(DoorsState, 'note', 'other'),
        prints:
          'Expected a handler to dispatch DoorsState.note with ["other"], got DoorsState.note ["asked"]',
      },
      {
        assertion: 'assertNoToast',
        passes: (page) => page.assertNoToast(),
        fails: async (page) => {
          await page.click('/effects')
          await page.state(EffectsState).order({ count: 1 })
          page.assertNoToast()
        },
        prints:
          'Expected no toast, got [{"type":"toast","level":"success","message":"Order 1 placed"}]',
      },
      {
        assertion: 'assertNoRedirect',
        passes: (page) => page.assertNoRedirect(),
        fails: async (page) => {
          await page.state(DoorsState).lead('/doors/other')
          page.assertNoRedirect()
        },
        prints: 'Expected no redirect, got "/doors/other"',
      },
    ],
  ],
  [
    listed,
    [
      {
        assertion: 'assertRows',
        passes: (page) => page.list(ItemsState).assertRows([{ id: 1 }, { id: 2 }, { id: 3 }]),
        fails: (page) => page.list(ItemsState).assertRows([{ id: 1 }, { id: 2 }]),
        prints: `Expected the list of ItemsState to have other rows

  : expected 2 items, got 3
  [2]: expected undefined, got {"id":3,"name":"Item 3","price":7,"status":"draft"}`,
      },
      {
        assertion: 'assertOrder',
        passes: (page) => page.list(ItemsState).assertOrder('price', 'desc'),
        fails: (page) => page.list(ItemsState).assertOrder('price'),
        prints: `Expected the list of ItemsState to have another order by price

  [0]: expected 7, got 9
  [2]: expected 9, got 7`,
      },
      {
        assertion: 'assertPage',
        passes: (page) => page.list(ItemsState).assertPage({ page: 1, total: 3 }),
        fails: (page) => page.list(ItemsState).assertPage({ total: 4 }),
        prints: `Expected the list of ItemsState to have another page

  total: expected 4, got 3`,
      },
      {
        assertion: 'assertSelected',
        passes: (page) => page.list(ItemsState).assertSelected([]),
        fails: (page) => page.list(ItemsState).assertSelected([1]),
        prints: `Expected the list of ItemsState to have another selection

  ids: expected 1 items, got 0
  ids[0]: expected "1", got undefined`,
      },
    ],
  ],
]

test.group('Each assertion of the guide', (group) => {
  group.setup(() => itemsTable.create())
  group.each.setup(async () => {
    mail.fake()
    await itemsTable.fill()
    return () => mail.restore()
  })

  for (const [begin, rows] of ROWS) {
    for (const { assertion, passes, fails, prints } of rows) {
      test(`${assertion} passes, or prints: ${prints.split('\n')[0]}`, async ({ assert }) => {
        const page = await begin()
        await passes(page)
        assert.equal(await printed(() => fails(page)), prints)
      })
    }
  }

  test('assertLive passes for what was written elsewhere, and prints what it waited for', async ({
    assert,
  }) => {
    const tab = await connect('/live/items').as(ada)
    await itemsTable.price(2, 77)
    await tab.assertLive(ItemsState, { worth: 9 + 77 + 7 })
    const message = await printed(() => tab.assertLive(ItemsState, { total: 9 }, { timeout: 20 }))
    assert.equal(
      message.split('\n\n')[0],
      'Waited 20 ms for ItemsState to show {"total":9} in vain; connection: connected'
    )
  })

  test('has its row here', async ({ assert }) => {
    const guide = await readFile(join(root, 'docs/testing.md'), 'utf8')
    const table = guide.slice(
      guide.indexOf('## Assertions'),
      guide.indexOf('An assertion that could')
    )
    const documented = [...table.matchAll(/`(assert\w+)\(/g)].map(([, name]) => name)
    const covered = [
      ...ROWS.flatMap(([, rows]) => rows.map(({ assertion }) => assertion)),
      'assertLive',
    ]
    assert.isAbove(documented.length, 20)
    assert.sameMembers([...new Set(covered)], [...new Set(documented)])
  })
})
