/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { SessionData } from '@adonisjs/session/types'
import { test } from '@japa/runner'
import { hasEnded, noteSessionRead } from '../../../src/tabs/main.ts'
import { SessionBrowser } from '../../helpers/adonis/session_browser.ts'
import type { BegunRequest } from '../../helpers/adonis/session_browser.ts'
import { SERVER_STORES } from '../../helpers/adonis/session_stores.ts'

type Session = BegunRequest['session']

test.group('A session that a request has read', () => {
  /** Whether the session has ended with a request. */
  async function ends(values: SessionData, work: (session: Session) => void) {
    const { factory } = await SERVER_STORES[0][2]()
    const browser = new SessionBrowser(factory)
    await browser.run((session) => {
      for (const [key, value] of Object.entries(values)) session.put(key, value)
    })
    const { session, finish } = await browser.begin()
    noteSessionRead(session as never)
    work(session)
    const hasIt = hasEnded(session as never)
    await finish()
    return hasIt
  }

  for (const value of [0, false, '', []]) {
    test(`goes on where all that it has is ${JSON.stringify(value)}`, async ({ assert }) => {
      assert.isFalse(await ends({ value }, () => {}))
      assert.isFalse(await ends({ value }, (session) => session.put('value', value)))
      assert.isFalse(await ends({ value: 1, other: 1 }, (session) => session.put('value', value)))
    })

    test(`has ended where nothing is left of ${JSON.stringify(value)}`, async ({ assert }) => {
      assert.isTrue(await ends({ value }, (session) => session.forget('value')))
      assert.isTrue(await ends({ value, name: 'Ada' }, (session) => session.clear()))
    })
  }

  test('has not ended where there was nothing', async ({ assert }) => {
    assert.isFalse(await ends({}, () => {}))
  })
})
