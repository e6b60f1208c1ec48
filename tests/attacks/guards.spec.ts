/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { RawSocket } from '../helpers/attacks/raw_socket.ts'
import { Target } from '../helpers/attacks/target.ts'
import type { HttpBrowser } from '../helpers/http_browser.ts'
import type { SocketTab } from '../helpers/socket_tab.ts'

const STATE = 'RefusalsState'

/** Bytes of lines that one kind of refusal may leave in a minute, by a wide margin. */
const LOG_BOUND = 200_000

test.group('Whom guards refuse', (group) => {
  let target: Target

  group.each.setup(async () => {
    target = await Target.start()
    return () => target.remove()
  })

  async function visitor(user?: number): Promise<[HttpBrowser, SocketTab]> {
    const browser = target.browser()
    if (user !== undefined) await browser.signIn(user)
    const tab = await browser.open('/refusals')
    await tab.hello()
    return [browser, tab]
  }

  test('who is refused ten thousand times fills neither the log nor the memory', async ({
    assert,
  }) => {
    // Each socket sends what one may send at once
    const tabs = await Promise.all(
      Array.from({ length: 34 }, async (_, index) => {
        const user = index % 2 === 0 ? 2 : undefined
        return { user, tab: (await visitor(user))[1] }
      })
    )
    const [{ tab: grace }] = tabs
    const before = await target.measure()
    const size = await target.logSize()
    for (let round = 0; round < 29; round++) {
      const answers = await Promise.all(
        tabs.flatMap(({ user, tab }) =>
          Array.from({ length: 10 }, (_, index) => {
            const event = user === undefined ? 'own' : index % 2 === 0 ? 'edit' : 'publish'
            return tab.call(STATE, event)
          })
        )
      )
      for (const { x, a, d } of answers) {
        if (d || (!a && x?.status !== 403)) throw new Error(`Not refused: ${JSON.stringify(x)}`)
      }
    }
    assert.isBelow((await target.logSize()) - size, LOG_BOUND)
    const after = await target.measure()
    assert.isBelow(after.heap - before.heap, 20_000_000)
    const { r, x } = await grace.call(STATE, 'open')
    assert.isUndefined(x ?? r)
    assert.equal(await target.visit(), 1)
  }).timeout(180_000)

  test('a policy that fails or does not answer is a matter of its own tab', async ({ assert }) => {
    const [, ada] = await visitor(1)
    const [, grace] = await visitor(2)
    for (let count = 0; count < 200; count++) {
      assert.equal((await ada.failure(STATE, 'fail')).status, 500)
    }
    const late = ada.call(STATE, 'wait')
    assert.isUndefined((await grace.call(STATE, 'open')).x)
    assert.equal(await target.visit(), 1)
    // It is given up
    assert.equal((await late).x!.status, 503)
    assert.isUndefined((await ada.call(STATE, 'open')).x)
    assert.isTrue(target.alive)
  }).timeout(120_000)

  test('nothing is called before the hello, and nothing by the names of JavaScript', async ({
    assert,
  }) => {
    const [browser, ada] = await visitor(1)
    const raw = await RawSocket.connect(browser)
    await raw.upgrade({ cookie: browser.cookieHeader })
    raw.send({ t: 'event', id: 1, s: STATE, e: 'own', a: [] })
    await raw.ended
    assert.notInclude(JSON.stringify(raw.received), '"id":1')
    for (const event of ['__proto__', 'constructor', 'guard', 'can', 'toString', 'edit.call', '']) {
      const { x } = await ada.call(STATE, event)
      assert.isDefined(x, event)
    }
    for (const state of ['__proto__', 'constructor', 'VaultState', 'RightsState']) {
      assert.isDefined((await ada.call(state, 'look')).x, state)
    }
    assert.isUndefined((await ada.call(STATE, 'own')).x)
    raw.destroy()
  })
})
