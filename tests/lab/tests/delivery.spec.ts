/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { gates } from '#services/gates'
import { BrowserSession } from '../../helpers/browser_session.ts'

/** With a store of several processes, any of them may get the socket: the store has the tab. */
const keepsDocuments = process.env.REFLEX_STORE !== 'redis'

test.group('Delivery', (group) => {
  let browser: BrowserSession

  group.each.setup(() => {
    browser = new BrowserSession()
    return () => browser.close()
  })

  test('the socket adopts the tab that the shell was made with: nothing loads twice', async ({
    assert,
  }) => {
    const tab = await browser.open('/')
    const welcome = await tab.hello()
    assert.containsSubset(welcome, { resumed: true, id: 0, n: 0, build: 'development' })
    assert.isUndefined(welcome.snapshot)
  })

  test('a socket that has gone while it waited takes nothing from the next one', async ({
    assert,
  }) => {
    gates.reset()
    const reflex = await app.container.make('reflex')
    const { connections } = reflex
    const first = await browser.open('/rooms/late')
    await first.hello()
    first.send({ t: 'event', id: 1, s: 'NoteState', e: 'publishLate' })

    // It knows nothing of the event, so it waits for its end
    const gone = await browser.connect(first.boot)
    const { token, build, page } = first.boot
    gone.send({ t: 'hello', v: 1, token, build, url: page.url, n: 0, id: 0 })
    await first.closed()
    gone.socket.terminate()
    while (reflex.connections > connections) await setImmediate()

    const next = await browser.connect(first.boot)
    const answer = next.answer(1)
    await next.hello({ id: 1 })
    gates.open('publish')
    assert.equal((await answer).r, 10)
    assert.equal(await next.value('RoomState', 'increment'), 11)
    assert.equal(next.socket.readyState, next.socket.OPEN)
  })

  test('events of a tab run one after the other, in order', async ({ assert }) => {
    const tab = await browser.open('/request/1')
    await tab.hello()
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => tab.call('RequestState', 'visit'))
    )
    assert.deepEqual(
      answers.map(({ d }) => d!.RequestState[0][2]),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    )
  })

  test('an event that is sent again does not run again', async ({ assert }) => {
    const tab = await browser.open('/')
    await tab.hello()
    await tab.call('CounterState', 'increment')
    tab.send({ t: 'event', id: 1, s: 'CounterState', e: 'increment' })
    const { d } = await tab.call('CounterState', 'increment')
    assert.deepEqual(d, { CounterState: [[0, ['count'], 2]] })
  })

  test('a new socket goes on where the last one broke, with the frames that it missed', async ({
    assert,
  }) => {
    const first = await browser.open('/')
    await first.hello()
    await first.call('CounterState', 'increment')
    await first.call('CounterState', 'increment')
    first.socket.terminate()

    const second = await browser.connect(first.boot)
    const missed = second.answer(2)
    const welcome = await second.hello({ n: 1, id: 2 })
    assert.containsSubset(welcome, { resumed: true, id: 2, n: 2 })
    assert.deepEqual((await missed).d, { CounterState: [[0, ['count'], 2]] })
    assert.lengthOf(second.frames, 2)
  })

  test('a browser that missed frames which are gone gets a snapshot', async ({ assert }) => {
    const first = await browser.open('/')
    await first.hello()
    await first.call('CounterState', 'increment')
    first.send({ t: 'ack', n: 1 })
    await first.call('CounterState', 'increment')
    first.socket.terminate()

    const second = await browser.connect(first.boot)
    const welcome = await second.hello({ n: 0, id: 2 })
    assert.isFalse(welcome.resumed)
    assert.equal(welcome.snapshot!.states.CounterState.v.count, 2)
    assert.equal(welcome.id, 2)
  })

  test('a snapshot comes with what events have answered whose frames are gone, until it is there', async ({
    assert,
  }) => {
    const first = await browser.open('/')
    await first.hello()
    await first.call('CounterState', 'increment')
    await first.failure('CounterState', 'boom')
    first.socket.terminate()

    // Twice: the welcome is lost with its socket
    for (const time of [1, 2]) {
      const next = await browser.connect(first.boot)
      const welcome = await next.hello({ n: Number.MAX_SAFE_INTEGER, id: 2 })
      assert.equal(welcome.snapshot!.states.CounterState.v.count, 1)
      assert.lengthOf(welcome.answers!, 1)
      assert.containsSubset(welcome.answers![0], { id: 2, x: { status: 500 } }, `socket ${time}`)
      next.socket.terminate()
    }
    const last = await browser.connect(first.boot)
    const { n } = await last.hello({ n: Number.MAX_SAFE_INTEGER, id: 2 })
    last.send({ t: 'ack', n })
    await last.call('CounterState', 'increment')
    last.socket.terminate()
    const after = await browser.connect(first.boot)
    const welcome = await after.hello({ n: Number.MAX_SAFE_INTEGER, id: 3 })
    assert.isUndefined(welcome.answers)
  })

  test('a snapshot says which answers are lost, since they were too long to be kept', async ({
    assert,
  }) => {
    const first = await browser.open('/files')
    await first.hello()
    await first.call('FileState', 'large')
    first.socket.terminate()
    const next = await browser.connect(first.boot)
    const welcome = await next.hello({ n: 0, id: 1 })
    assert.isFalse(welcome.resumed)
    assert.deepEqual(welcome.answers, [{ id: 1, lost: 1 }])
  })

  test('a second socket of the same tab takes the place of the first', async ({ assert }) => {
    const first = await browser.open('/')
    await first.hello()
    const closed = first.closed()
    const second = await browser.connect(first.boot)
    await second.hello()
    assert.equal(await closed, 4409)
    assert.isDefined((await second.call('CounterState', 'increment')).d)
  })

  test('a tab that is gone begins anew on the page of the browser, guarded as always', async ({
    assert,
  }) => {
    await browser.signIn(1)
    const first = await browser.open('/guarded')
    await first.hello()
    first.socket.terminate()
    const reflex = await app.container.make('reflex')
    for (const tab of [...reflex.tabs.registry.all()]) reflex.tabs.registry.drop(tab)

    const second = await browser.connect(first.boot)
    const welcome = await second.hello({ id: 7, n: 3 })
    assert.containsSubset(welcome, { resumed: false, fresh: true, id: 7 })
    assert.equal(welcome.snapshot!.states.GuardedState.v.owner, 'Ada Lovelace')

    await browser.fetch('/sign-out', { method: 'POST' })
    for (const tab of [...reflex.tabs.registry.all()]) reflex.tabs.registry.drop(tab)
    const boot = { ...(await browser.load('/')), page: first.boot.page }
    const third = await browser.connect(boot)
    for (const tab of [...reflex.tabs.registry.all()]) reflex.tabs.registry.drop(tab)
    const refused = await third.hello()
    assert.isUndefined(refused.snapshot)
    assert.deepEqual(refused.actions, [{ type: 'redirect', url: '/sign-in', replace: true }])
  })

  test('a socket that waits for a tab which ends is told to come again', async ({ assert }) => {
    const { registry } = (await app.container.make('reflex')).tabs
    const first = await browser.open(`/aside/${randomUUID()}`)
    const { token } = await first.hello()
    const event = { t: 'event', id: 1, s: 'NoteState', e: 'publishLate' }
    first.send(event)
    const second = await browser.connect(first.boot)
    const closed = second.closed()
    const { build } = first.boot
    second.send({ t: 'hello', v: 1, token, build, url: '/', n: 0, id: event.id })
    const tab = registry.find(token.split('.')[0])!
    while (tab.queue.length < 2) await setImmediate()
    registry.drop(tab)
    gates.open('publish')
    assert.equal(await closed, 1013)
    assert.isEmpty(second.frames)
  })

  test('a tab that no socket adopts is dropped; one that was left waits in the store', async ({
    assert,
  }) => {
    const reflex = await app.container.make('reflex')
    const { registry } = reflex.tabs
    for (const tab of [...registry.all()]) registry.drop(tab)
    await browser.load('/')
    const adopted = await browser.open('/')
    await adopted.hello()
    assert.equal(registry.size, keepsDocuments ? 2 : 1)
    registry.sweep(performance.now() + 16_000)
    assert.equal(registry.size, 1)

    const released = adopted.closed()
    adopted.close()
    await released
    registry.sweep(performance.now() + 60_000)
    assert.equal(registry.size, 0)

    const back = await browser.connect(adopted.boot)
    assert.containsSubset(await back.hello(), { resumed: true, id: 0 })
    assert.equal(registry.size, 1)
  })

  test('an unused tab sleeps, and wakes with its state', async ({ assert }) => {
    const reflex = await app.container.make('reflex')
    const tab = await browser.open('/')
    await tab.hello()
    await tab.call('CounterState', 'increment')
    reflex.tabs.registry.sweep(performance.now() + 21_000)
    const { d } = await tab.call('CounterState', 'increment')
    assert.deepEqual(d, { CounterState: [[0, ['count'], 2]] })
  })

  test('prefetch names the page of an address without running anything', async ({ assert }) => {
    const tab = await browser.open('/')
    await tab.hello()
    const answers = ['/guarded?x=1', '/not-a-page', '/nowhere'].map((url) => {
      const answer = tab.next((frame) => frame.t === 'prefetch' && frame.url === url)
      tab.send({ t: 'prefetch', url })
      return answer
    })
    assert.deepEqual(await Promise.all(answers), [
      { t: 'prefetch', url: '/guarded?x=1', page: 'resources/pages/guarded.tsx' },
      { t: 'prefetch', url: '/not-a-page', page: null },
      { t: 'prefetch', url: '/nowhere', page: null },
    ] as never)
  })
})
