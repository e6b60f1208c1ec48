/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import type { ServerFrame, UpdateFrame } from 'reflex-adonis/types'
import { gates } from '#services/gates'
import { journal } from '#services/journal'
import { sightings } from '#states/guarded_import_state'
import { BrowserSession } from '../../helpers/browser_session.ts'
import type { SocketTab } from '../../helpers/socket_tab.ts'

const isUpdate = (frame: ServerFrame): frame is UpdateFrame => frame.t === undefined

/** The frame that ends a background event. */
async function end(tab: SocketTab, id: number): Promise<UpdateFrame> {
  const matches = (frame: ServerFrame) => isUpdate(frame) && frame.e === id
  return (tab.frames.find(matches) ?? (await tab.next(matches))) as UpdateFrame
}

/** Waits for a patch of a var. */
async function patched(tab: SocketTab, state: string, name: string, value: unknown) {
  const matches = (frame: ServerFrame) =>
    isUpdate(frame) &&
    frame.d?.[state]?.some((patch) => (patch[1] as string[])[0] === name && patch[2] === value) ===
      true
  if (!tab.frames.some(matches)) await tab.next(matches)
}

/** Begins a background event, and waits until it has begun. */
async function begin(tab: SocketTab, event: string, ...args: unknown[]): Promise<number> {
  const answer = await tab.call('ImportState', event, ...args)
  if (answer.b !== 1) throw new Error(`${event} has not begun: ${JSON.stringify(answer)}`)
  return answer.id
}

const trail = (frames: readonly ServerFrame[]) =>
  frames
    .filter(isUpdate)
    .flatMap(({ d }) => d?.ImportState ?? [])
    .filter((patch) => (patch[1] as string[])[0] === 'trail')

test.group('Background events', (group) => {
  let browser: BrowserSession
  let tab: SocketTab

  group.each.setup(async () => {
    gates.reset()
    browser = new BrowserSession()
    tab = await browser.open('/imports')
    await tab.hello()
    return () => browser.close()
  })

  test('end where what they throw is no exception, and so do others: {$self}')
    .with([null, undefined])
    .run(async ({ assert }, thrown) => {
      const counts = await browser.open('/counts')
      await counts.hello()
      const refused = await counts.failure('CountState', 'fail', thrown)
      const { id } = await counts.call('CountState', 'failLater', thrown)
      const { x } = await end(counts, id)
      assert.deepEqual([refused.status, x?.status], [500, 500])
      assert.equal(await counts.value('CountState', 'note'), 0)
    })

  test('begin with their answer, and end with a frame of their own', async ({ assert }) => {
    const answer = await tab.call('ImportState', 'check', { rows: 3 })
    assert.deepEqual(answer, { n: 1, id: 1, b: 1 })
    const over = await end(tab, 1)
    assert.deepEqual(over, { n: 3, e: 1, r: { checked: 3 } })
    assert.deepEqual(tab.frames.filter(isUpdate)[1], {
      n: 2,
      d: { ImportState: [[0, ['progress'], 3]] },
      k: 0,
    })
  })

  test('leave the queue free: other events run in between, and each update comes as a frame', async ({
    assert,
  }) => {
    const id = await begin(tab, 'start', 2)
    await patched(tab, 'ImportState', 'running', true)
    assert.isDefined((await tab.call('ImportState', 'touch', 'first')).d)
    gates.open('row')
    await patched(tab, 'ImportState', 'progress', 1)
    assert.isDefined((await tab.call('ImportState', 'touch', 'second')).d)
    gates.open('row')
    const over = await end(tab, id)
    assert.deepEqual(over.a, [{ type: 'toast', level: 'success', message: '2 imported' }])
    assert.isUndefined(over.x)
    await patched(tab, 'ImportState', 'running', false)
    await patched(tab, 'ImportState', 'share', 0.5)
    const numbers = tab.frames.filter(isUpdate).map(({ n }) => n)
    assert.deepEqual(
      numbers,
      Array.from(numbers, (_, index) => index + 1)
    )
  })

  test('have their argument validated before they begin', async ({ assert }) => {
    const answer = await tab.call('ImportState', 'check', { rows: 0 })
    assert.equal(answer.x!.code, 'E_VALIDATION_ERROR')
    assert.isUndefined(answer.b)
    assert.deepEqual(answer.d!.ImportState[0][1], ['errors', 'rows'])
    const { code } = await tab.failure('ImportState', 'start', { rows: 1 })
    assert.equal(code, 'E_EVENT_ARGUMENT')
  })

  test('note what a validation of their own refuses', async ({ assert }) => {
    const over = await end(tab, await begin(tab, 'refuse'))
    assert.equal(over.x!.code, 'E_VALIDATION_ERROR')
    assert.deepEqual(over.d!.ImportState[0][1], ['errors', 'rows'])
  })

  test('keep what was updated before they fail, and drop the update that fails', async ({
    assert,
  }) => {
    for (const [where, message] of [
      ['body', 'The body failed'],
      ['update', 'The update failed'],
    ]) {
      const over = await end(tab, await begin(tab, 'fail', where))
      assert.containsSubset(over.x, { status: 500, code: 'E_EVENT_FAILED', message })
    }
    await tab.navigate('/')
    const { s } = await tab.navigate('/imports')
    assert.deepEqual(s!.ImportState.v.trail, ['kept', 'kept'])
  })

  test('have their failure reported once, wherever it happened', async ({ assert }) => {
    for (const [where, message] of [
      ['body', 'The body failed'],
      ['update', 'The update failed'],
    ]) {
      journal.clear()
      await end(tab, await begin(tab, 'fail', where))
      const reports = journal.entries.filter((entry) => entry.startsWith('report'))
      assert.deepEqual(reports, [`report ${message}`])
    }
  })

  test('set cookies in their updates', async ({ assert }) => {
    const id = await begin(tab, 'set')
    gates.open('set')
    await end(tab, id)
    const { c } = tab.frames.filter(isUpdate).find((frame) => frame.c !== undefined)!
    assert.equal((await browser.redeem(c!)).status, 204)
    assert.isTrue(browser.cookies.has('imported'))
  })

  test('leave flash messages to the page that they are meant for', async ({ assert }) => {
    const id = await begin(tab, 'set')
    await browser.fetch('/flash-note')
    gates.open('set')
    await end(tab, id)
    const { d } = await tab.navigate('/flash')
    assert.include(JSON.stringify(d), 'from before')
  })

  test('bring no flash messages back that a page shows meanwhile', async ({ assert }) => {
    const id = await begin(tab, 'linger')
    await browser.fetch('/flash-note')
    gates.open('linger')
    await gates.reached('lingering')
    assert.include(JSON.stringify(await browser.load('/flash')), 'from before')
    gates.open('lingering')
    await end(tab, id)
    assert.notInclude(JSON.stringify(await browser.load('/flash')), 'from before')
  })

  test('may catch the failure of an update, and go on', async ({ assert }) => {
    const over = await end(tab, await begin(tab, 'recover'))
    assert.isUndefined(over.x)
    assert.deepEqual(trail(tab.frames)[0][2], ['Never mind'])
  })

  test('read the states as they are, and change them in updates only', async ({ assert }) => {
    const over = await end(tab, await begin(tab, 'trespass'))
    assert.deepEqual(over.r, [
      'E_UPDATE_NEEDED',
      'TypeError',
      'TypeError',
      'E_UPDATE_NEEDED',
      'E_UPDATE_NEEDED',
      'E_UPDATE_NEEDED',
      'E_UPDATE_NEEDED',
    ])
  })

  test('see the request that has begun them, and in each update one of its own', async ({
    assert,
  }) => {
    const id = await begin(tab, 'look')
    await tab.navigate('/')
    gates.open('look')
    assert.deepEqual((await end(tab, id)).r, {
      inside: { own: true, found: true },
      outside: { own: false, found: true },
      url: '/imports',
    })
    await tab.navigate('/imports')
    assert.equal(await tab.value('ImportState', 'stored'), '/imports')
  })

  test('change states that are not shown any more, and send nothing of them', async ({
    assert,
  }) => {
    const id = await begin(tab, 'start', 1)
    await patched(tab, 'ImportState', 'running', true)
    await tab.navigate('/')
    const before = tab.frames.length
    gates.open('row')
    await end(tab, id)
    assert.lengthOf(tab.frames.slice(before), 1)
    const { s } = await tab.navigate('/imports')
    assert.containsSubset(s!.ImportState.v, { progress: 1, running: false, share: 1 })
  })

  test('take turns when several updates are asked for at once, and run those within an update in it', async ({
    assert,
  }) => {
    const over = await end(tab, await begin(tab, 'nest'))
    assert.deepEqual(over.r, [[{ number: 1 }], [{ number: 3 }], [{ number: 6 }]])
    assert.deepInclude(
      tab.frames.filter(isUpdate).flatMap(({ a }) => a ?? []),
      { type: 'toast', level: 'info', message: 'Nested' }
    )
  })

  test('an update in an ordinary event just runs', async ({ assert }) => {
    const answer = await tab.call('ImportState', 'inTurn')
    assert.deepEqual(answer.r, { found: false, progress: 7 })
    assert.deepEqual(answer.d, { ImportState: [[0, ['progress'], 7]] })
  })

  test('send the actions that they yield', async ({ assert }) => {
    const id = await begin(tab, 'steps')
    const toast = (message: string) => (frame: ServerFrame) =>
      isUpdate(frame) &&
      frame.a?.some((action) => 'message' in action && action.message === message)
    if (!tab.frames.some(toast('One'))) await tab.next((frame) => toast('One')(frame) === true)
    gates.open('step')
    assert.equal((await end(tab, id)).r, 'walked')
    assert.isTrue(tab.frames.some(toast('Two')))
  })

  test('end when another event asks for it: they tidy up, and their page hears of it', async ({
    assert,
  }) => {
    const [loud, quiet] = [await begin(tab, 'start', 5), await begin(tab, 'quietly')]
    await patched(tab, 'ImportState', 'running', true)
    await tab.call('ImportState', 'stop')
    const { x } = await end(tab, loud)
    assert.containsSubset(x, { status: 499, code: 'E_EVENT_CANCELLED' })
    await patched(tab, 'ImportState', 'running', false)
    const over = await end(tab, quiet)
    assert.notProperty(over, 'x')
    assert.notProperty(over, 'r')
    assert.deepEqual(trail(tab.frames).at(-1)![2], ['tidied'])
  })

  test('that do not listen to their signal are told by their next update, once', async ({
    assert,
  }) => {
    const id = await begin(tab, 'stubbornly')
    await tab.call('ImportState', 'stop')
    gates.open('stubborn')
    assert.isUndefined((await end(tab, id)).x)
    assert.deepEqual(trail(tab.frames).at(-1)![2], ['E_EVENT_CANCELLED', 'tidied'])
  })

  test('that do not wait for their updates make those that they have asked for before their end', async ({
    assert,
  }) => {
    await end(tab, await begin(tab, 'hurry'))
    gates.open('late')
    await gates.pass('done')
    await tab.call('ImportState', 'touch', 'after')
    await tab.navigate('/')
    const { s } = await tab.navigate('/imports')
    assert.deepEqual(s!.ImportState.v.trail, ['asked for before the end', 'after'])
  })

  test('that do not wait for their updates harm nobody when they are cancelled', async ({
    assert,
  }) => {
    const id = await begin(tab, 'neglect')
    const reflex = await app.container.make('reflex')
    const [kept] = [...reflex.tabs.registry.all()].filter(({ parts }) => parts.running > 0)
    kept.parts.draining('its test wants it')
    gates.open('neglect')
    assert.notProperty(await end(tab, id), 'x')
    assert.isDefined((await tab.call('ImportState', 'touch', 'after')).d)
  })

  test('only events in the background can be cancelled', async ({ assert }) => {
    const { code } = await tab.failure('ImportState', 'stopNothing')
    assert.equal(code, 'E_EVENT_NOT_BACKGROUND')
  })

  test('are limited in number', async ({ assert }) => {
    const ids: number[] = []
    for (let number = 0; number < 4; number++) ids.push(await begin(tab, 'quietly'))
    const refused = await tab.failure('ImportState', 'quietly')
    assert.containsSubset(refused, { status: 429, code: 'E_TOO_MANY_TASKS' })
    gates.open('quiet', 4)
    const results = await Promise.all(ids.map((id) => end(tab, id)))
    assert.deepEqual(
      results.map(({ r }) => r),
      ['passed', 'passed', 'passed', 'passed']
    )
    gates.open('quiet')
    assert.equal((await end(tab, await begin(tab, 'quietly'))).r, 'passed')
  })

  test('go on while the socket is gone for a short time, and the frames missed bring their end', async ({
    assert,
  }) => {
    const id = await begin(tab, 'start', 1)
    await patched(tab, 'ImportState', 'running', true)
    const { n } = tab.frames.filter(isUpdate).at(-1)!
    tab.socket.terminate()
    gates.open('row')
    const again = await browser.connect(tab.boot)
    const welcome = await again.hello({ n, id })
    assert.isTrue(welcome.resumed)
    assert.isUndefined((await end(again, id)).x)
  })

  test('a snapshot says which of them run still', async ({ assert }) => {
    const id = await begin(tab, 'start', 1)
    tab.socket.terminate()
    const again = await browser.connect(tab.boot)
    const welcome = await again.hello({ n: Number.MAX_SAFE_INTEGER, id })
    assert.isFalse(welcome.resumed)
    assert.deepEqual(welcome.tasks, [id])
    gates.open('row')
    assert.isUndefined((await end(again, id)).x)
  })

  test('go on while their page is loaded again', async ({ assert }) => {
    const id = await begin(tab, 'start', 1)
    await patched(tab, 'ImportState', 'running', true)
    browser.cookies.set('reflex_tab', tab.boot.token.split('.')[0])
    const boot = await browser.load('/imports')
    browser.cookies.delete('reflex_tab')
    assert.isTrue(boot.states.ImportState.v.running)
    const again = await browser.connect(boot)
    await again.hello()
    gates.open('row')
    assert.isUndefined((await end(again, id)).x)
    await patched(again, 'ImportState', 'running', false)
  })

  test('are cancelled when the browser stays away', async ({ assert }) => {
    const id = await begin(tab, 'quietly')
    const reflex = await app.container.make('reflex')
    const [kept] = [...reflex.tabs.registry.all()].filter(({ parts }) => parts.running > 0)
    tab.socket.terminate()
    await kept.parts.settled()
    const again = await browser.connect(tab.boot)
    await again.hello({ n: 1, id })
    assert.notProperty(await end(again, id), 'r')
    assert.deepEqual(trail(again.frames).at(-1)![2], ['tidied'])
  })

  test('keep their tab in memory, and end with it', async ({ assert }) => {
    await begin(tab, 'stubbornly')
    const { tabs } = await app.container.make('reflex')
    const [kept] = [...tabs.registry.all()].filter(({ parts }) => parts.running > 0)
    const closed = tab.closed()
    tab.close()
    await closed
    tabs.registry.sweep(performance.now() + 3_600_000)
    assert.equal(tabs.registry.find(kept.id), kept)
    tabs.registry.drop(kept)
    gates.open('stubborn')
    await kept.parts.settled()
    assert.deepEqual((kept.states.tree.ImportState as unknown as { trail: string[] }).trail, [])
  })

  test('of onLoad begin as an event of the page, once a socket has the tab', async ({ assert }) => {
    const started = await browser.open('/started')
    assert.equal(started.boot.states.StartedState.v.loaded, 'nothing')
    const first = started.next((frame) => isUpdate(frame) && frame.a !== undefined)
    await started.hello()
    const action = { type: 'event', state: 'StartedState', event: 'load', args: [] }
    assert.deepEqual(((await first) as UpdateFrame).a, [action])
    await started.call('StartedState', 'load')
    await patched(started, 'StartedState', 'loaded', '1 of /started')
  })

  test('cannot be called by a form without its script', async ({ assert }) => {
    const page = await (await browser.fetch('/shelf/hall?shelf=2')).text()
    const [, token] = /name="_csrf" value="([^"]+)"/.exec(page)!
    const body = new URLSearchParams({ '$reflex:ImportState/check': '', 'rows': '1' })
    body.set('_csrf', token)
    const response = await browser.fetch('/imports', { method: 'POST', body })
    assert.equal(response.status, 422)
  })
})

test.group('Background events and users', (group) => {
  let browser: BrowserSession
  let tab: SocketTab

  group.each.setup(async () => {
    gates.reset()
    browser = new BrowserSession()
    await browser.signIn(1)
    tab = await browser.open('/guarded-imports')
    await tab.hello()
    return () => browser.close()
  })

  test('see their user', async ({ assert }) => {
    const { id } = await tab.call('GuardedImportState', 'compile')
    await patched(tab, 'GuardedImportState', 'owner', 'Ada Lovelace')
    gates.open('compile')
    assert.equal((await end(tab, id)).r, 'Secrets of Ada Lovelace')
  })

  test('whose user signs out in the tab change nothing any more', async ({ assert }) => {
    const { id } = await tab.call('GuardedImportState', 'compile')
    await patched(tab, 'GuardedImportState', 'owner', 'Ada Lovelace')
    await tab.call('GuardedImportState', 'leave')
    gates.open('compile')
    const over = await end(tab, id)
    assert.notProperty(over, 'r')
    assert.isDefined(over.x)
    assert.notInclude(JSON.stringify(tab.frames), 'Secrets')
    assert.notInclude(JSON.stringify(tab.frames), 'Remains')
  })

  test('are nothing for the next user of the browser', async ({ assert }) => {
    const { id } = await tab.call('GuardedImportState', 'compile')
    await patched(tab, 'GuardedImportState', 'owner', 'Ada Lovelace')
    const signedOut = tab.closed()
    await browser.fetch('/sign-out', { method: 'POST' })
    await signedOut
    await browser.signIn(2)
    const next = await browser.connect(tab.boot)
    const welcome = await next.hello({ n: 2, id })
    assert.equal(welcome.snapshot!.states.GuardedImportState.v.owner, '')
    assert.deepEqual(welcome.tasks, [id])
    gates.open('compile')
    const over = await end(next, id)
    assert.equal(over.x!.code, 'E_EVENT_CANCELLED')
    assert.notProperty(over, 'r')
    assert.notInclude(JSON.stringify(next.frames), 'Secrets')
    assert.notInclude(JSON.stringify(next.frames), 'Remains')
  })

  test('see nothing of the states of the next user', async ({ assert }) => {
    sightings.length = 0
    await tab.call('GuardedImportState', 'watch')
    const signedOut = tab.closed()
    await browser.fetch('/sign-out', { method: 'POST' })
    await signedOut
    await browser.signIn(2)
    const next = await browser.connect(tab.boot)
    await next.hello()
    gates.open('watch')
    await gates.pass('watched')
    assert.deepEqual(sightings, ['E_EVENT_CANCELLED'])
  })
})
