/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import type { WebSocket } from 'playwright-core'
import { errors, rx } from 'reflex-adonis'
import { visit } from 'reflex-adonis/plugins/japa'
import reflex from 'reflex-adonis/services/main'
import { openPage, visit as open } from '../../helpers/browser/main.ts'
import { baseUrl } from '../../helpers/browser_session.ts'
import { findUser } from '#services/users'
import CounterState from '#states/counter_state'
import RoomState from '#states/room_state'

const ada = findUser(1)

/** Ends what other tests have left. */
function clear() {
  for (const tab of [...reflex.tabs.registry.all()]) reflex.tabs.registry.drop(tab)
}

test.group('reflex.broadcast()', (group) => {
  group.each.setup(clear)

  test('shows a toast in the tabs that are meant, and in no others', async ({ assert }) => {
    const blue = await visit('/rooms/blue')
    const red = await visit('/rooms/red')
    const toast = rx.toast.info('The blue room closes soon')
    const to = { state: RoomState, room: 'blue' }
    assert.deepEqual(await reflex.broadcast(toast, { to }), { tabs: 1, unanswered: [] })
    blue.assertToast('The blue room closes soon')
    const all = await reflex.broadcast(rx.toast.info('All close'), { to: 'everyone' })
    assert.equal(all.tabs, 2)
    red.assertToast('All close')
  })

  test('spreads reloads, where it does not say over what time, and where that is not a time', async ({
    assert,
  }) => {
    const home = await visit('/')
    await reflex.broadcast(rx.reload({ spread: undefined }), { to: 'everyone' })
    home.assertAction('reload', { spread: 10_000 })
    for (const time of [-1, Number.NaN, Infinity, 2 ** 31, '10s', null] as number[]) {
      assert.throws(() => rx.reload({ spread: time }), /spread is not a number of milliseconds/)
      assert.throws(() => rx.toast.info('x', { duration: time }), /duration is not a number/)
    }
    assert.doesNotThrow(() => [
      rx.reload({ spread: 0 }),
      rx.toast.info('x', { duration: 2 ** 31 - 1 }),
    ])
  })

  test('runs an event in each tab that has its state, for the visitor of the tab', async ({
    assert,
  }) => {
    const home = await visit('/')
    const blue = await visit('/rooms/blue').as(ada)
    await visit('/rooms/green')
    const { tabs } = await reflex.broadcast(rx.dispatch(CounterState, 'add', 5), {
      to: 'everyone',
    })
    assert.equal(tabs, 1)
    while (home.state(CounterState).count !== 5) await setTimeout(1)
    await reflex.broadcast(rx.dispatch(RoomState, 'say', { text: 'Hello' }), { to: { user: 1 } })
    while (blue.state(RoomState).notes.length === 0) await setTimeout(1)
    // It was Ada who said it
    assert.equal(await blue.state(RoomState).authored('1'), 1)
  })

  test('an event that fails concerns its own tab only', async ({ assert }) => {
    const pages = [await visit('/'), await visit('/')]
    assert.equal(
      (await reflex.broadcast(rx.dispatch(CounterState, 'boom'), { to: 'everyone' })).tabs,
      2
    )
    await reflex.broadcast(rx.dispatch(CounterState, 'add', 1), { to: 'everyone' })
    for (const page of pages) {
      while (page.state(CounterState).count === 0) await setTimeout(1)
      assert.equal(page.state(CounterState).count, 1)
    }
  })

  test('refuses what no tab could run', async ({ assert }) => {
    const to = 'everyone'
    await assert.rejects(
      () => reflex.broadcast(rx.dispatch(RoomState, 'tally', 1), { to }),
      errors.E_BROADCAST_EVENT
    )
    await assert.rejects(
      () => reflex.broadcast(rx.dispatch(CounterState, 'plant'), { to }),
      errors.E_EVENT_UNKNOWN
    )
    await assert.rejects(
      () => reflex.broadcast(rx.toast.info('x'), { to: { user: undefined } }),
      errors.E_TARGET
    )
    await assert.rejects(
      () => reflex.broadcast(rx.toast.info('x'), { too: { user: 7 } } as never),
      errors.E_TARGET
    )
  })
})

test.group('Operators and a page in Chromium', (group) => {
  group.tap((each) => each.timeout(120_000))
  group.each.setup(clear)

  test('it shows a toast, is loaded again with what was typed, and ends when it is kicked', async ({
    assert,
  }) => {
    const page = await openPage({ baseURL: baseUrl() })
    await open(page, '/')
    const counter = page.getByRole('button').first()
    await counter.click()
    await counter.filter({ hasText: '1' }).waitFor()
    await reflex.broadcast(rx.toast.warning('We close soon'), { to: 'everyone' })
    await page.getByText('We close soon').waitFor()

    // The bundler has a socket of its own
    const isOurs = (socket: WebSocket) => socket.url().endsWith('/_event')
    const loaded = Promise.all([page.waitForEvent('load'), page.waitForEvent('websocket', isOurs)])
    await reflex.broadcast(rx.reload({ spread: 50 }), { to: 'everyone' })
    await loaded
    await counter.filter({ hasText: '1' }).waitFor()
    while ((await reflex.tabs.count()).connected !== 1) await setTimeout(10)

    let sockets = 0
    page.on('websocket', (socket) => isOurs(socket) && sockets++)
    await reflex.tabs.kick('everyone', { message: 'Closed for tonight' })
    await page.getByText('Closed for tonight').waitFor()
    assert.equal(sockets, 0)
    await page.getByRole('button', { name: 'Reload' }).click()
    await counter.filter({ hasText: '0' }).waitFor()
  })
})
