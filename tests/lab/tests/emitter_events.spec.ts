/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate } from 'node:timers/promises'
import emitter from '@adonisjs/core/services/emitter'
import { test } from '@japa/runner'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import reflex from 'reflex-adonis/services/main'
import type { EventCompleted, ReflexEvents } from 'reflex-adonis/types'
import { gates } from '#services/gates'
import { logLines } from '#services/journal'
import { findUser } from '#services/users'
import CounterState from '#states/counter_state'
import FailureState from '#states/failure_state'
import GuardedState from '#states/guarded_state'
import ImportState from '#states/import_state'
import { PlacesState } from '#states/places_state'
import { BrowserSession } from '../../helpers/browser_session.ts'

/** Hears of events of the emitter until the test is over. */
function hear<Name extends keyof ReflexEvents>(
  name: Name,
  cleanup: (end: () => void) => void
): ReflexEvents[Name][] {
  const heard: ReflexEvents[Name][] = []
  cleanup(emitter.on(name, ((message: ReflexEvents[Name]) => void heard.push(message)) as never))
  return heard
}

const short = ({ kind, state, event, outcome, code }: EventCompleted) =>
  [kind, `${state}.${event}`, outcome, code].filter(Boolean).join(' ')

test.group('Events of the emitter', () => {
  test('say what has come of an event, of whichever kind', async ({ assert, cleanup }) => {
    gates.reset()
    const heard = hear('reflex:event_completed', cleanup)
    const guarded = await visit('/guarded').as(findUser(1))
    await guarded.state(GuardedState).secret()
    const page = await visit('/')
    await page.state(CounterState).add(2)
    const failure = page.state(FailureState)
    await assert.rejects(() => failure.unexpected())
    await failure.order({ email: 'nobody', lines: [] })
    const imports = await visit('/imports')
    gates.open('row', 1)
    await imports.state(ImportState).start(1)
    await imports.state(ImportState).check({ rows: 0 })
    const stopped = imports.state(ImportState).start(2)
    stopped.catch(() => {})
    await gates.reached('row')
    await imports.state(ImportState).stop()
    await assert.rejects(() => stopped)
    while (heard.length < 8) await setImmediate()
    const all = heard.map((each) => short(each))
    assert.deepEqual(all.slice(0, 6), [
      'event GuardedState.secret ok',
      'event CounterState.add ok',
      'event FailureState.unexpected failed E_EVENT_FAILED',
      'event FailureState.order refused E_VALIDATION_ERROR',
      'background ImportState.start ok',
      'background ImportState.check refused E_VALIDATION_ERROR',
    ])
    // The one that stops the other may be over first
    assert.sameMembers(all.slice(6), [
      'event ImportState.stop ok',
      'background ImportState.start refused E_EVENT_CANCELLED',
    ])
    assert.deepEqual([heard[0].user, heard[1].user], [1, undefined])
    assert.isTrue(heard.every(({ duration }) => duration > 0))
    assert.equal(new Set(heard.map(({ tab }) => tab)).size, 3)
  })

  test('leave out what the package does itself, and count a form without a script', async ({
    assert,
    cleanup,
  }) => {
    const heard = hear('reflex:event_completed', cleanup)
    const tab = await connect('/places').withLocalStorage({ 'PlacesState.density': 'compact' })
    await tab.waitFor(() => tab.state(PlacesState).density === 'compact')
    assert.deepEqual(heard, [])
    const browser = new BrowserSession()
    cleanup(() => browser.close())
    const html = await (await browser.fetch('/places')).text()
    const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''
    const body = new URLSearchParams({ '_csrf': token, '$reflex:PlacesState/next': '' })
    await browser.fetch('/places', { method: 'POST', body, redirect: 'manual' })
    assert.deepEqual(
      heard.map((each) => short(each)),
      ['form PlacesState.next ok']
    )
  })

  test('say that a tab is open, goes to the store and comes back, and ends', async ({
    assert,
    cleanup,
  }) => {
    const opened = hear('reflex:tab_opened', cleanup)
    const closed = hear('reflex:tab_closed', cleanup)
    const { keeper } = reflex.tabs.local
    const tab = await connect('/guarded?color=red').as(findUser(2))
    const first = opened.filter(({ url }) => url === '/guarded?color=red')
    assert.lengthOf(first, 1)
    const [{ tab: id }] = first
    assert.deepInclude(first[0], { user: 2, resumed: false })
    const mine = <T extends { tab: string }>(all: T[]) => all.filter((each) => each.tab === id)

    // A socket that comes again is no other tab
    tab.network.offline()
    await tab.waitFor(() => tab.connection === 'reconnecting')
    tab.network.online()
    await tab.waitFor(() => tab.connection === 'connected')
    assert.lengthOf(mine(opened), 1)
    assert.lengthOf(mine(closed), 0)

    tab.network.offline()
    while (reflex.tabs.registry.find(id)?.connected) await setImmediate()
    await keeper.refresh(performance.now() + 60 * 60_000, 1_000)
    while (mine(closed).length === 0) await setImmediate()
    assert.deepInclude(mine(closed)[0], { user: 2, reason: 'stored' })
    tab.network.online()
    await tab.waitFor(() => tab.connection === 'connected')
    while (mine(opened).length === 1) await setImmediate()
    assert.deepInclude(mine(opened)[1], { resumed: true, url: '/guarded?color=red' })

    await tab.close()
    while (mine(closed).length === 1) await setImmediate()
    assert.equal(mine(closed)[1].reason, 'ended')
    assert.isAbove(mine(closed)[1].duration, 0)
  })

  test('fail nothing when their listeners fail', async ({ cleanup }) => {
    cleanup(
      emitter.on('reflex:event_completed', () => {
        throw new Error('The listener is on fire')
      })
    )
    cleanup(emitter.on('reflex:tab_opened', () => Promise.reject(new Error('It rejects'))))
    logLines.length = 0
    const page = await visit('/')
    await page.state(CounterState).add(2)
    page.assertState(CounterState, { count: 2 })
    page.assertNotRefused()
    const isLogged = (event: string) => logLines.some((line) => line.event === event)
    while (!isLogged('reflex:event_completed') || !isLogged('reflex:tab_opened')) {
      await setImmediate()
    }
  })
})
