/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import Order from '#models/order'
import { asked } from '#policies/order_policy'
import { gates } from '#services/gates'
import { journal } from '#services/journal'
import { eventField } from '../../../src/protocol/main.ts'
import { BrowserSession } from '../../helpers/browser_session.ts'
import { createRights, fillRights, grant, PARCELS, revoke } from './support/rights.ts'
import { shown, until } from '../../helpers/shown.ts'
import type { SocketTab } from '../../helpers/socket_tab.ts'

const STATE = 'RightsState'

test.group('Guards', (group) => {
  const browsers: BrowserSession[] = []

  group.setup(() => createRights())
  group.each.setup(async () => {
    await fillRights()
    gates.reset()
    journal.clear()
    return () => browsers.splice(0).forEach((browser) => browser.close())
  })

  async function visitor(user?: number): Promise<BrowserSession> {
    const browser = new BrowserSession()
    browsers.push(browser)
    if (user !== undefined) await browser.signIn(user)
    return browser
  }

  async function open(user?: number, path = '/rights'): Promise<SocketTab> {
    const tab = await (await visitor(user)).open(path)
    await tab.hello()
    return tab
  }

  const done = (tab: SocketTab) => shown(tab, STATE).done
  const reports = () => journal.entries.filter((entry) => entry.startsWith('report'))

  /** Where an event has led, which has neither run nor failed. */
  async function ledTo(tab: SocketTab, event: string, ...args: unknown[]): Promise<string> {
    const answer = await tab.call(STATE, event, ...args)
    if (answer.x || answer.d || answer.r !== undefined) throw new Error(JSON.stringify(answer))
    const redirect = answer.a?.find((action) => action.type === 'redirect')
    return redirect?.url ?? ''
  }

  test('lead a guest to the login, and let a user through', async ({ assert }) => {
    const guest = await open()
    for (const event of ['own', 'publish', 'erase', 'edit', 'createRecently']) {
      assert.equal(await ledTo(guest, event), '/sign-in', event)
    }
    assert.equal(await ledTo(guest, 'refund', 1), '/sign-in')
    assert.equal(await ledTo(guest, 'refund', 999), '/sign-in')
    assert.deepEqual(done(guest), [])
    const ada = await open(1)
    assert.equal(await ada.value(STATE, 'own'), 'Ada Lovelace')
    assert.deepEqual(done(ada), ['own'])
  })

  test('keep the address that a guest wanted', async ({ assert }) => {
    const browser = await visitor()
    const tab = await browser.open('/rights?from=here')
    await tab.hello()
    const { a, c } = await tab.call(STATE, 'own')
    assert.deepEqual(a, [{ type: 'redirect', url: '/sign-in?from=here' }])
    if (c) await browser.redeem(c)
    const response = await browser.signIn(1)
    assert.equal(response.headers.get('location'), '/rights?from=here')
  })

  test('let guests alone to what is for guests', async ({ assert }) => {
    const guest = await open()
    assert.isUndefined((await guest.call(STATE, 'greet')).x)
    const ada = await open(1)
    assert.equal(await ledTo(ada, 'greet'), '/')
    assert.deepEqual(reports(), ['report E_GUEST_ONLY'])
  })

  test('want a verified address, and say so where there is no page for it', async ({ assert }) => {
    const ada = await open(1)
    assert.isUndefined((await ada.call(STATE, 'publish')).x)
    const grace = await open(2)
    const failure = await grace.failure(STATE, 'publish')
    assert.containsSubset(failure, {
      status: 403,
      code: 'E_EMAIL_UNVERIFIED',
      message: 'Verify your e-mail address first',
    })
    assert.deepEqual(done(grace), [])
    // A tab of the test before may be told of later
    const own = reports().filter((report) => report !== 'report E_AUTHORIZATION_FAILURE')
    assert.deepEqual(own, ['report E_EMAIL_UNVERIFIED'])
  })

  test('want a recent login, and lead back to where it was wanted', async ({ assert }) => {
    const browser = await visitor(1)
    const tab = await browser.open('/rights?x=1')
    await tab.hello()
    const { a, c, d } = await tab.call(STATE, 'erase')
    assert.deepEqual(a, [{ type: 'redirect', url: '/confirm' }])
    assert.isUndefined(d)
    if (c) await browser.redeem(c)
    const response = await browser.fetch('/confirm', { method: 'POST' })
    assert.equal(response.headers.get('location'), '/rights?x=1')
    assert.isUndefined((await tab.call(STATE, 'erase')).x)
    assert.isUndefined((await tab.call(STATE, 'createRecently')).x)
    assert.deepEqual(done(tab), ['erase', 'createRecently'])
    // Another login is another session
    await browser.signIn(1)
    const next = await browser.open('/rights')
    await next.hello()
    assert.equal(await ledTo(next, 'erase'), '/confirm')
  })

  test('ask abilities and policies, and say what these say', async ({ assert }) => {
    const ada = await open(1)
    for (const [event, ...args] of [['edit'], ['refund', 1]] as const) {
      const { x, a, r } = await ada.call(STATE, event, ...args)
      assert.deepEqual({ x, a, r }, { x: undefined, a: undefined, r: args[0] }, event)
    }
    const again = await ada.failure(STATE, 'refund', 1)
    assert.containsSubset(again, {
      status: 403,
      code: 'E_AUTHORIZATION_FAILURE',
      message: 'It is refunded already',
    })
    const grace = await open(2)
    const failure = await grace.failure(STATE, 'edit')
    assert.containsSubset(failure, { status: 403, code: 'E_AUTHORIZATION_FAILURE' })
    assert.equal((await grace.failure(STATE, 'refund', 3)).code, 'E_AUTHORIZATION_FAILURE')
    assert.notOk((await Order.findOrFail(3)).isRefunded)
    assert.deepEqual(done(grace), [])
  })

  test('find a row by its key alone, among those that somebody may see', async ({ assert }) => {
    const ada = await open(1)
    const keys = [3, 999, '1 or 1=1', '1x', '', -1, 1.5, null, true, '\u0000', 'é', '01', 1e300]
    for (const key of keys) {
      const failure = await ada.failure(STATE, 'refund', key)
      assert.equal(failure.code, 'E_ROW_NOT_FOUND', String(key))
      assert.equal(failure.status, 404)
    }
    for (const key of [{ id: 1 }, [1], { $gt: 0 }]) {
      assert.equal((await ada.failure(STATE, 'refund', key)).code, 'E_EVENT_ARGUMENT')
    }
    assert.isDefined((await ada.call(STATE, 'refund')).x)
    assert.equal(await Order.query().where('isRefunded', true).first(), null)
    assert.equal(await ada.value(STATE, 'refund', '2'), 2)
  })

  test('find rows with keys that are no numbers', async ({ assert }) => {
    const ada = await open(1)
    assert.isUndefined((await ada.call(STATE, 'send', PARCELS.ada)).x)
    assert.equal((await ada.failure(STATE, 'send', PARCELS.grace)).code, 'E_AUTHORIZATION_FAILURE')
    for (const key of [PARCELS.ada.toUpperCase(), PARCELS.ada.slice(1), 'x', 5]) {
      assert.equal((await ada.failure(STATE, 'send', key)).code, 'E_ROW_NOT_FOUND')
    }
    const guest = await open()
    assert.isUndefined((await guest.call(STATE, 'track', PARCELS.grace)).x)
    assert.equal(await ledTo(guest, 'track', 'x'), '/sign-in')
  })

  test('find the key in an object, and refuse before they say what is wrong with the rest', async ({
    assert,
  }) => {
    const ada = await open(1)
    const refused = await ada.call(STATE, 'refundFor', { order: 3, reason: '' })
    assert.equal(refused.x!.code, 'E_ROW_NOT_FOUND')
    assert.isUndefined(refused.d)
    const invalid = await ada.call(STATE, 'refundFor', { order: 1, reason: '' })
    assert.equal(invalid.x!.code, 'E_VALIDATION_ERROR')
    for (const sent of [{ reason: 'late' }, { ['__proto__x']: 1 }, [], 'x', null]) {
      assert.equal((await ada.failure(STATE, 'refundFor', sent)).code, 'E_ROW_NOT_FOUND')
    }
    assert.isUndefined((await ada.call(STATE, 'refundFor', { order: 1, reason: 'late' })).x)
    assert.deepEqual(done(ada), ['refund 1 for late'])
  })

  test('ask about the row whose key a validator has made of what was sent', async ({ assert }) => {
    const ada = await open(1)
    assert.isUndefined((await ada.call(STATE, 'refundNext', { order: 1 })).x)
    assert.deepEqual(done(ada), ['next 2'])
    // Her own is sent, and that of somebody else meant
    assert.equal((await ada.failure(STATE, 'refundNext', { order: 2 })).code, 'E_ROW_NOT_FOUND')
  })

  test('hold each time, and for the user of the socket', async ({ assert }) => {
    const browser = await visitor(1)
    const tab = await browser.open('/rights')
    await tab.hello()
    assert.equal(await tab.value(STATE, 'refund', 1), 1)
    await revoke(1, 'refund')
    assert.equal((await tab.failure(STATE, 'refund', 2)).code, 'E_AUTHORIZATION_FAILURE')
    await grant(1, 'refund')
    const { c } = await tab.call(STATE, 'logout')
    if (c) await browser.redeem(c)
    assert.equal(await ledTo(tab, 'refund', 2), '/sign-in')
    assert.notOk((await Order.findOrFail(2)).isRefunded)
  })

  test('hold in each step of a background event', async ({ assert }) => {
    const ada = await open(1)
    assert.equal((await ada.failure(STATE, 'audit', 3)).code, 'E_ROW_NOT_FOUND')
    const ended = ada.next((frame) => frame.t === undefined && 'e' in frame)
    assert.equal((await ada.call(STATE, 'audit', 1)).b, 1)
    gates.open('audit')
    await ended
    assert.deepEqual(done(ada), ['audit 1 1 1'])

    const refused = ada.next((frame) => frame.t === undefined && 'e' in frame && 'x' in frame)
    await ada.call(STATE, 'audit', 2)
    await revoke(1, 'refund')
    gates.open('audit')
    const { x } = (await refused) as { x?: { code: string } }
    assert.equal(x!.code, 'E_AUTHORIZATION_FAILURE')
    assert.deepEqual(done(ada), ['audit 1 1 1'])
  })

  test('hold for a form without its script', async ({ assert }) => {
    const post = async (browser: BrowserSession, order: string) => {
      const { csrf } = await browser.load('/rights')
      const fields = { [eventField(STATE, 'refundFor')]: '', _csrf: csrf!, order }
      const body = new URLSearchParams({ ...fields, reason: 'late' })
      return browser.fetch('/rights', { method: 'POST', body })
    }
    const led = await post(await visitor(), '1')
    assert.equal(led.headers.get('location'), '/sign-in')
    const ada = await visitor(1)
    await post(ada, '3')
    assert.notOk((await Order.findOrFail(3)).isRefunded)
    const passed = await post(ada, '1')
    assert.equal(passed.status, 303)
    assert.ok((await Order.findOrFail(1)).isRefunded)
  })

  test('fail where a policy fails, and wait for one that takes its time', async ({ assert }) => {
    const ada = await open(1)
    const failure = await ada.failure(STATE, 'fail')
    assert.containsSubset(failure, { status: 500, code: 'E_EVENT_FAILED' })
    const waits = ada.call(STATE, 'wait')
    const other = await open(1)
    assert.isUndefined((await other.call(STATE, 'open')).x)
    gates.open('policy')
    assert.isUndefined((await waits).x)
    assert.deepEqual(done(ada), ['wait'])
    assert.containsSubset(await ada.failure(STATE, 'missing'), { status: 500 })
  })

  test('ask a policy once in a request, and once more when a handler may have changed it', async ({
    assert,
  }) => {
    const ada = await open(1)
    // News of what the test was set up with would have the page ask as well
    await revoke(1, 'office')
    await until(ada, STATE, ({ can }) => !(can as { office: boolean }).office)
    await grant(1, 'office')
    await until(ada, STATE, ({ can }) => (can as { office: boolean }).office)
    asked.count = 0
    const invalid = await ada.call(STATE, 'refundFor', { order: 1, reason: '' })
    assert.equal(invalid.x!.code, 'E_VALIDATION_ERROR')
    assert.equal(asked.count, 1)
    await ada.call(STATE, 'show', 2)
    assert.equal(asked.count, 2)
    assert.containsSubset(shown(ada, STATE).can, { office: true })
    assert.isUndefined((await ada.call(STATE, 'resign')).x)
    assert.containsSubset(shown(ada, STATE).can, { office: false, refund: false })
  })

  test('say what somebody may do, and follow logins, rows and tables', async ({ assert }) => {
    const guest = await open()
    assert.deepEqual(shown(guest, STATE).can, { office: false, refund: false, edit: false })
    const browser = await visitor(1)
    const tab = await browser.open('/rights')
    await tab.hello()
    assert.deepEqual(shown(tab, STATE).can, { office: true, refund: true, edit: true })
    await tab.call(STATE, 'show', 3)
    assert.containsSubset(shown(tab, STATE).can, { refund: false })
    await tab.call(STATE, 'show', 2)
    assert.containsSubset(shown(tab, STATE).can, { refund: true })
    await revoke(1, 'office')
    await until(tab, STATE, ({ can }) => !(can as { office: boolean }).office)
    await grant(1, 'office')
    await until(tab, STATE, ({ can }) => (can as { office: boolean }).office)
    const { c } = await tab.call(STATE, 'logout')
    if (c) await browser.redeem(c)
    await until(tab, STATE, ({ can }) => !(can as { edit: boolean }).edit)
  })
})

test.group('Guards of whole states', (group) => {
  const browsers: BrowserSession[] = []

  group.setup(() => createRights())
  group.each.setup(async () => {
    await fillRights()
    return () => browsers.splice(0).forEach((browser) => browser.close())
  })

  async function visitor(user?: number): Promise<BrowserSession> {
    const browser = new BrowserSession()
    browsers.push(browser)
    if (user !== undefined) await browser.signIn(user)
    return browser
  }

  test('show a page to nobody who may not have its states', async ({ assert }) => {
    const guest = await visitor()
    const response = await guest.fetch('/vault')
    assert.equal(response.headers.get('location'), '/sign-in')
    assert.notInclude(await response.text(), '1815')
    const grace = await visitor(2)
    const refused = await grace.fetch('/vault')
    assert.equal(refused.status, 403)
    assert.notInclude(await refused.text(), '1815')
    const tab = await grace.open('/rights')
    await tab.hello()
    const navigated = await tab.navigate('/vault')
    assert.equal(navigated.x!.code, 'E_AUTHORIZATION_FAILURE')
    assert.notInclude(JSON.stringify(tab.frames), '1815')
    assert.equal((await tab.failure('VaultState', 'look')).code, 'E_STATE_NOT_REACHABLE')
    const ada = await (await visitor(1)).open('/vault')
    await ada.hello()
    assert.equal(await ada.value('VaultState', 'look'), 'The combination is 1815')
  })

  test('ask what an event wants besides', async ({ assert }) => {
    const ada = await (await visitor(1)).open('/vault')
    await ada.hello()
    const { a } = await ada.call('VaultState', 'open')
    assert.deepEqual(a, [{ type: 'redirect', url: '/confirm' }])
  })

  test('take the page from somebody who has lost the right, at the next event of any state', async ({
    assert,
  }) => {
    const browser = await visitor(1)
    const tab = await browser.open('/vault')
    await tab.hello()
    const before = tab.frames.length
    const closed = tab.closed()
    await revoke(1, 'office')
    assert.equal(await closed, 4410)
    const back = await browser.connect(tab.boot)
    const welcome = await back.hello()
    assert.deepEqual(welcome.actions, [{ type: 'redirect', url: '/vault', reload: true }])
    assert.isUndefined(welcome.snapshot)
    assert.notInclude(JSON.stringify([tab.frames.slice(before), back.frames]), '1815')
    assert.isDefined((await back.call('IdentityState', 'write', 'x')).x)
  })

  test('are asked again when a browser comes back', async ({ assert }) => {
    const browser = await visitor(1)
    const tab = await browser.open('/vault')
    await tab.hello()
    // The browser has not acknowledged it: it would be sent once more
    await tab.value('VaultState', 'look')
    tab.close()
    await tab.closed()
    await revoke(1, 'office')
    const back = await browser.connect(tab.boot)
    const welcome = await back.hello({ n: 0 })
    assert.isUndefined(welcome.snapshot)
    assert.notInclude(JSON.stringify(back.frames), '1815')
    await grant(1, 'office')
    const again = await browser.open('/vault')
    await again.hello()
    assert.equal(shown(again, 'VaultState').owner, 'Ada Lovelace')
  })

  test('follow a logout in another tab', async ({ assert }) => {
    const browser = await visitor(1)
    const tab = await browser.open('/vault')
    await tab.hello()
    const closed = tab.closed()
    await browser.fetch('/sign-out', { method: 'POST' })
    assert.equal(await closed, 4410)
    const back = await browser.connect(tab.boot)
    const { actions } = await back.hello()
    assert.deepEqual(actions, [{ type: 'redirect', url: '/sign-in', replace: true }])
    assert.notInclude(JSON.stringify(back.frames), '1815')
  })

  for (const [path, state, event] of [
    ['/rights', 'RightsState', 'logout'],
    ['/identity', 'IdentityState', 'logout'],
  ]) {
    test(`follow a logout by an event of another tab: ${state}.${event}`, async ({ assert }) => {
      const browser = await visitor(1)
      const tab = await browser.open('/vault')
      await tab.hello()
      const other = await browser.open(path)
      await other.hello()
      const closed = tab.closed()
      const { c } = await other.call(state, event)
      if (c) await browser.redeem(c)
      assert.equal(await closed, 4410)
      const back = await browser.connect(tab.boot)
      const { actions } = await back.hello({ n: 0 })
      assert.deepEqual(actions, [{ type: 'redirect', url: '/sign-in', replace: true }])
      assert.notInclude(JSON.stringify(back.frames), '1815')
    })
  }
})
