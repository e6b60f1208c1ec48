/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate } from 'node:timers/promises'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { connect } from 'reflex-adonis/plugins/japa'
import { Cluster } from '../../../helpers/cluster/cluster.ts'
import type { Member } from '../../../helpers/cluster/cluster.ts'
import { gates } from '#services/gates'
import { findUser } from '#services/users'
import CookieState from '#states/cookie_state'
import CounterState from '#states/counter_state'
import EffectsState from '#states/effects_state'
import FailureState from '#states/failure_state'
import GuardedState from '#states/guarded_state'
import IdentityState from '#states/identity_state'
import ImportState from '#states/import_state'
import RequestState from '#states/request_state'

const ada = findUser(1)
const grace = findUser(2)

test.group('A connected tab', () => {
  test('shows the page of its user, and calls its events over a socket', async ({ assert }) => {
    const tab = await connect('/guarded').as(ada)
    assert.equal(tab.connection, 'connected')
    assert.equal(tab.state(GuardedState).owner, 'Ada Lovelace')
    assert.equal(await tab.state(GuardedState).secret(), 'The secret of Ada Lovelace')
    tab.assertState(GuardedState, { owner: 'Ada Lovelace', isAuthenticated: true })
  })

  test('has the session, cookies and headers that were asked for', async ({ assert }) => {
    const tab = await connect('/request/3')
      .withSession({ visits: 2 })
      .withHeaders({ 'x-region': 'south' })
    assert.containsSubset(await tab.state(RequestState).look(), { region: 'south' })
    await tab.state(RequestState).visit()
    tab.assertState(RequestState, { visits: 3 })
    tab.assertDelta({ RequestState: [[0, ['visits'], 3]] })
  })

  test('runs background events, also while its connection is cut', async ({ assert }) => {
    gates.reset()
    const tab = await connect('/imports')
    const imports = tab.state(ImportState)
    const running = imports.start(3)
    await tab.waitFor(() => imports.running)
    gates.open('row')
    await tab.waitFor(() => imports.progress === 1)
    tab.network.cut()
    gates.open('row', 2)
    await running
    assert.deepInclude(imports, { progress: 3, running: false })
    tab.assertToast('3 imported', 'success')
  })

  test('goes to other pages as a link does, and along redirects', async ({ assert }) => {
    const tab = await connect('/').as(grace)
    await tab.state(CounterState).increment()
    await tab.click('/guarded')
    tab.assertUrl('/guarded')
    assert.throws(
      () => tab.assertUrl('/'),
      /^Expected the page at "\/", got the one at "\/guarded"/
    )
    assert.equal(tab.state(GuardedState).owner, 'Grace Hopper')
    assert.throws(() => tab.state(CounterState), /no CounterState/)
  })

  test('loads over HTTP what is not a page', async ({ assert }) => {
    const tab = await connect('/')
    await tab.state(FailureState).redirect()
    await tab.waitFor(() => tab.documents.length === 2)
    assert.equal(tab.documents[1].text, 'Who are you?')
    tab.assertRedirectsTo('/sign-in')
    tab.assertLeftTo('/sign-in')
  })

  test('sends forms, and shows toasts', async ({ assert }) => {
    const tab = await connect('/')
    await tab.submit(FailureState, 'order', { email: 'nobody' })
    tab.assertErrors(FailureState, ['email', 'lines'])
    await assert.rejects(() => tab.state(FailureState).teapot(), 'I am a teapot')
    assert.equal(tab.toasts[0].message, 'I am a teapot')
    tab.assertRefused({ code: 'E_TEAPOT' })
  })

  test('brings cookies of events over HTTP, and has them in its next request', async ({
    assert,
  }) => {
    const tab = await connect('/identity')
    await tab.state(CookieState).remember('of the event')
    const response = await tab.fetch('/api/session')
    assert.containsSubset(await response.json(), { session: { value: 'of the event' } })
  })

  test('says where there is no page', async ({ assert }) => {
    await assert.rejects(async () => connect('/guarded'), /no page at "\/sign-in".*200/)
    await assert.rejects(async () => connect('/nowhere'), /no page at "\/nowhere".*404/)
  })
})

test.group('Several processes', (group) => {
  let cluster: Cluster

  group.tap((each) => each.tags(['@redis']).timeout(120_000))
  group.each.setup(() => {
    cluster = new Cluster()
    return () => cluster.close()
  })

  test('serve one tab, one after the other', async ({ assert }) => {
    const [first, second] = await Promise.all([cluster.start(), cluster.start()])
    const tab = await connect('/').at(addressOf(first))
    const counter = tab.state(CounterState)
    await counter.increment()

    tab.reach(addressOf(second))
    await cluster.stop(first, 'SIGKILL')
    await counter.increment()
    assert.equal(counter.count, 2)
    assert.equal(sockets(tab.journal.entries), 2)
  })

  test('that do not listen are no place to connect to', async ({ assert }) => {
    await assert.rejects(async () => connect('/').at('http://localhost:1'), /fetch failed/)
  })
})

test.group('Several tabs', () => {
  test('of one browser share a session, those of others do not', async ({ assert }) => {
    const first = await connect('/request/1')
    const second = await first.openTab('/request/2')
    await first.state(RequestState).visit()
    await second.state(RequestState).visit()
    assert.equal(second.state(RequestState).visits, 2)

    const other = await connect('/request/1')
    await other.state(RequestState).visit()
    assert.equal(other.state(RequestState).visits, 1)
  })

  test('follow a login in one of them', async () => {
    const first = await connect('/identity')
    const second = await first.openTab('/identity')
    await first.state(IdentityState).login(1)
    await second.waitFor(() => second.state(IdentityState).name === 'Ada Lovelace')
  })
})

test.group('A bad network', () => {
  test('that is cut is survived, and nothing runs twice', async ({ assert }) => {
    const tab = await connect('/')
    const counter = tab.state(CounterState)
    await counter.increment()
    tab.network.cut()
    assert.equal(tab.connection, 'reconnecting')
    await counter.increment()
    assert.equal(counter.count, 2)
    assert.equal(tab.connection, 'connected')
  })

  test('that loses an answer has it sent again, and the event does not run again', async ({
    assert,
  }) => {
    const tab = await connect('/')
    const counter = tab.state(CounterState)
    tab.network.drop('in')
    const first = counter.increment()
    await counter.increment()
    await first
    assert.equal(counter.count, 2)
    assert.isAbove(sockets(tab.journal.entries), 1)
  })

  test('that loses an event has it sent again after the reconnect', async ({ assert }) => {
    const tab = await connect('/')
    const counter = tab.state(CounterState)
    tab.network.drop('out')
    const lost = counter.increment()
    tab.network.cut()
    await lost
    assert.equal(counter.count, 1)
  })

  test('that sends frames twice, late or in another order changes nothing', async ({ assert }) => {
    const tab = await connect('/')
    const counter = tab.state(CounterState)
    tab.network.duplicate('out').duplicate('in', { times: 2 })
    await counter.increment()
    await counter.increment()
    assert.equal(counter.count, 2)

    tab.network.reorder('in')
    await Promise.all([counter.increment(), counter.increment()])
    assert.equal(counter.count, 4)

    tab.network.delay('in', 20)
    await Promise.all([counter.increment(), counter.increment()])
    assert.equal(counter.count, 6)
  })

  test('that is away keeps what is called until it is back', async ({ assert }) => {
    const tab = await connect('/')
    const counter = tab.state(CounterState)
    tab.network.offline()
    const waiting = counter.add(5)
    assert.equal(counter.count, 0)
    tab.network.online()
    await waiting
    assert.equal(counter.count, 5)
  })

  test('is calm again when it is told to be', async ({ assert }) => {
    const tab = await connect('/')
    tab.network.drop('in', { times: 100 }).calm()
    await tab.state(CounterState).increment()
    assert.equal(tab.state(CounterState).count, 1)
  })
})

test.group('Waiting for a state', () => {
  test('ends as soon as a frame brings it', async ({ assert }) => {
    const tab = await connect('/effects')
    const effects = tab.state(EffectsState)
    void effects.tick(20)
    await tab.waitFor(() => effects.count === 1, { timeout: Infinity })
    assert.equal(effects.count, 1)
  })

  test('fails after its time, and prints the states and the last frames', async ({ assert }) => {
    const tab = await connect('/')
    await tab.state(CounterState).increment()
    const error = (await tab
      .waitFor(() => tab.state(CounterState).count === 2, {
        timeout: 10,
        message: 'a second click',
      })
      .catch((reason: Error) => reason)) as Error
    assert.equal(error.name, 'AssertionError')
    assert.include(error.message, 'Waited 10 ms for a second click in vain; connection: connected')
    assert.include(error.message, 'CounterState: {"count":1,"errors":{}}')
    assert.include(error.message, '> 1 CounterState.increment []')
    assert.include(error.message, '< 1 answers 1; CounterState.count = 1')
  })

  test('fails at once when the condition throws', async ({ assert }) => {
    const tab = await connect('/')
    await assert.rejects(
      () => tab.waitFor(() => tab.state(GuardedState).owner === ''),
      /GuardedState/
    )
  })
})

test.group('After the test', () => {
  test('a tab is closed', async ({ assert }) => {
    const reflex = await app.container.make('reflex')
    const before = reflex.connections
    const tab = await connect('/')
    await tab.close()
    await assert.rejects(() => tab.state(CounterState).increment(), /is closed/)
    // The server hears of it in a moment
    while (reflex.connections > before) await setImmediate()
  })
})

function sockets(entries: { frame: { t?: string } }[]): number {
  return entries.filter(({ frame }) => frame.t === 'hello').length
}

function addressOf({ port }: Member): string {
  return `http://127.0.0.1:${port}`
}
