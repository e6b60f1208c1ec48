/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { Target } from '../helpers/attacks/target.ts'
import { HttpBrowser } from '../helpers/http_browser.ts'

const TICKETS = 20

test.group('Tickets for cookies in two processes', (group) => {
  group.tap((each) => each.tags(['@redis']))

  for (const [what, together] of [
    ['at the same moment', true],
    ['after the first answer', false],
  ] as const) {
    test(`each is accepted once: ${what}`, async ({ assert, cleanup }) => {
      const env = { REFLEX_STORE: 'redis', REDIS_PREFIX: `tickets-${randomUUID()}:` }
      const targets = await Promise.all([Target.start(env), Target.start(env)])
      cleanup(async () => {
        await Promise.all(targets.map((target) => target.remove()))
      })
      const browser = targets[0].browser()
      const other = new HttpBrowser(targets[1].base)
      const tab = await browser.open('/identity')
      await tab.hello()
      let accepted = 0
      for (let index = 0; index < TICKETS; index++) {
        const { c } = await tab.call('CookieState', 'bake', `value ${index}`)
        for (const [name, value] of browser.cookies) other.cookies.set(name, value)
        const host = new URL(targets[0].base).host
        const headers = { 'x-forwarded-host': host, 'origin': targets[0].base }
        const first = browser.redeem(c!, headers)
        if (!together) await first
        const outcomes = await Promise.all([first, other.redeem(c!, headers)])
        const statuses = outcomes.map(({ status }) => status).sort()
        assert.deepEqual(statuses, [204, 403])
        accepted++
      }
      assert.equal(accepted, TICKETS)
      browser.close()
    })
  }
})
