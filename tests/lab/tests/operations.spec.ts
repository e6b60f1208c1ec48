/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate } from 'node:timers/promises'
import { test } from '@japa/runner'
import reflex from 'reflex-adonis/services/main'
import { errors } from 'reflex-adonis'
import type { TabTarget } from 'reflex-adonis/types'
import { visit } from 'reflex-adonis/plugins/japa'
import { BrowserSession } from '../../helpers/browser_session.ts'
import { findUser } from '#services/users'
import CounterState from '#states/counter_state'
import GuardedState from '#states/guarded_state'
import RoomState from '#states/room_state'

const ada = findUser(1)
const grace = findUser(2)

/** Ends what other tests have left. */
async function clear() {
  for (const tab of [...reflex.tabs.registry.all()]) reflex.tabs.registry.drop(tab)
}

test.group('reflex.tabs.list() and count()', (group) => {
  group.each.setup(clear)

  test('show tabs with their user, page and process, and nothing to get into them by', async ({
    assert,
  }) => {
    const browser = new BrowserSession()
    const tab = await browser.open('/')
    await tab.hello()
    await visit('/guarded').as(ada)
    const { tabs, next, unanswered } = await reflex.tabs.list()
    assert.lengthOf(tabs, 2)
    assert.isUndefined(next)
    assert.deepEqual(unanswered, [])
    const guarded = tabs.find(({ page }) => page === 'resources/pages/guarded.tsx')!
    assert.containsSubset(guarded, { user: 1, connected: true, running: 0 })
    assert.match(guarded.process, /^[\w.-]+:\d+$/)
    const text = JSON.stringify(tabs)
    const [id] = tab.boot.token.split('.')
    assert.notInclude(text, id)
    for (const { session } of reflex.tabs.registry.all()) {
      if (session !== '') assert.notInclude(text, session)
    }
    browser.close()
  })

  test('go through all tabs a page at a time, each once', async ({ assert }) => {
    for (let index = 0; index < 5; index++) await visit('/')
    const seen: string[] = []
    let after: string | undefined
    do {
      const list = await reflex.tabs.list('everyone', { limit: 2, after })
      assert.isAtMost(list.tabs.length, 2)
      seen.push(...list.tabs.map(({ id }) => id))
      after = list.next
    } while (after !== undefined)
    assert.lengthOf(new Set(seen), 5)
    assert.lengthOf(seen, 5)
  })

  test('know users, sessions, tabs, pages and rooms', async ({ assert }) => {
    await visit('/guarded').as(ada)
    await visit('/guarded').as(grace)
    await visit('/rooms/blue')
    await visit('/rooms/red')
    const count = async (target: Parameters<typeof reflex.tabs.count>[0]) =>
      (await reflex.tabs.count(target)).tabs
    assert.equal(await count(undefined), 4)
    assert.equal(await count({ user: 1 }), 1)
    assert.equal(await count({ user: '2' }), 1)
    assert.equal(await count({ user: 3 }), 0)
    assert.equal(await count({ page: 'resources/pages/guarded.tsx' }), 2)
    assert.equal(await count({ page: '/guarded' }), 2)
    assert.equal(await count({ page: '/guarded', user: 1 }), 1)
    assert.equal(await count({ state: RoomState, room: 'blue' }), 1)
    assert.equal(await count({ state: 'RoomState', room: 'red' }), 1)
    assert.equal(await count({ state: RoomState, room: 'green' }), 0)
    const [{ id, session }] = (await reflex.tabs.list({ user: 1 })).tabs
    assert.equal(await count({ tab: id }), 1)
    assert.equal(await count({ session: session! }), 1)
    const known = [...reflex.tabs.registry.all()].find(({ user }) => user === 1)!
    assert.equal(await count({ session: known.session }), 1)
  })
})

test.group('reflex.tabs.kick()', (group) => {
  group.each.setup(clear)

  test('ends the tabs of a user, and no others', async ({ assert }) => {
    const first = await visit('/guarded').as(ada)
    const other = await visit('/guarded').as(grace)
    assert.deepEqual(await reflex.tabs.kick({ user: 1 }), { tabs: 1, unanswered: [] })
    await assert.rejects(() => first.state(GuardedState).secret(), /no longer connected/)
    assert.equal(await other.state(GuardedState).secret(), 'The secret of Grace Hopper')
    assert.equal((await reflex.tabs.count()).tabs, 1)
  })

  test('tells the browser why, and takes nothing more of its socket', async ({ assert }) => {
    const browser = new BrowserSession()
    const tab = await browser.open('/')
    await tab.hello()
    const closed = new Promise<[number, string]>((resolve) => {
      tab.socket.on('close', (code: number, reason: Buffer) => resolve([code, reason.toString()]))
    })
    const [{ id }] = (await reflex.tabs.list()).tabs
    await reflex.tabs.kick({ tab: id }, { message: 'Closed for tonight' })
    assert.deepEqual(await closed, [4403, 'Closed for tonight'])
    assert.equal((await reflex.tabs.count()).tabs, 0)
    browser.close()
  })

  test('lets nothing of what runs take effect, and tells the background events to end', async ({
    assert,
  }) => {
    const page = await visit('/rooms/kicked')
    const watcher = await visit('/rooms/kicked')
    const running = page.state(RoomState).tally(2)
    const busy = async () => {
      const { tabs } = await reflex.tabs.list({ state: RoomState, room: 'kicked' })
      return tabs.find((tab) => tab.running > 0)
    }
    const begun = () => [...reflex.tabs.registry.all()].find(({ parts }) => parts.running > 0)
    while (!begun()) await setImmediate()
    const tab = begun()!
    const { id } = (await busy())!
    await reflex.tabs.kick({ tab: id })
    await assert.rejects(() => running, /no longer connected/)
    // Its handler is told by its signal, and ends
    await tab.idle()
    assert.equal(watcher.state(RoomState).count, 0)
    assert.equal((await reflex.tabs.count()).tabs, 1)
  })

  test('reaches nobody when its target is missing', async ({ assert }) => {
    await visit('/')
    for (const target of [
      {},
      { user: undefined },
      { user: '' },
      { user: Number.NaN },
      { room: 'x' },
    ]) {
      await assert.rejects(() => reflex.tabs.kick(target), errors.E_TARGET)
    }
    // As from JavaScript, or from a text that was parsed
    for (const target of [
      { users: 7 },
      { userId: 7, page: '/' },
      { toString: 'x' },
      null,
      'all',
      7,
    ]) {
      await assert.rejects(() => reflex.tabs.kick(target as TabTarget), errors.E_TARGET)
    }
    await assert.rejects(
      () => reflex.tabs.kick({ usr: 7 } as TabTarget),
      /nothing is called "usr", did you mean "user"\?/
    )
    await assert.rejects(
      () => reflex.tabs.kick('everyone', { message: 'é'.repeat(62) }),
      errors.E_KICK_MESSAGE
    )
    assert.equal((await reflex.tabs.count()).tabs, 1)
    assert.equal((await reflex.tabs.kick('everyone')).tabs, 1)
    assert.equal((await reflex.tabs.count()).tabs, 0)
  })

  test('a tab that was kicked begins anew when its page is loaded again', async ({ assert }) => {
    const page = await visit('/')
    await page.state(CounterState).increment()
    await reflex.tabs.kick('everyone')
    const again = await visit('/')
    assert.equal(again.state(CounterState).count, 0)
  })
})
