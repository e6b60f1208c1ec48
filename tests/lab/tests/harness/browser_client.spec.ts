/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { decorateBrowser, decoratorsCollection } from '@japa/browser-client'
import type { Browser, BrowserContext } from 'playwright'
import { getActiveTestOrFail, test } from '@japa/runner'
import { Test } from '@japa/runner/core'
import { browser } from '../../../helpers/browser/main.ts'
import { baseUrl } from '../../../helpers/browser_session.ts'
import { findUser } from '#services/users'
import CounterState from '#states/counter_state'
import GuardedState from '#states/guarded_state'
import IdentityState from '#states/identity_state'

/** The shared browser with the plugins of the browser client, and without them for others. */
async function decorated(timeout: number): Promise<Browser> {
  const own = Object.create(await browser()) as Browser
  return decorateBrowser(own, decoratorsCollection.toList(), { assertions: { timeout } })
}

test.group('The plugin of the browser client', (group) => {
  let context: BrowserContext

  group.tap((each) => each.timeout(120_000))
  group.each.setup(async () => {
    context = await (await decorated(10_000)).newContext({ baseURL: baseUrl() })
    return () => context.close()
  })

  test('waits for the connection and for the states of a page', async ({ assert }) => {
    const page = await context.newPage()
    await page.goto('/')
    await page.assertState(CounterState, { count: 0 })
    await page.getByRole('button').first().click()
    await page.assertState(CounterState, { count: 1 })
    await page.waitForReflex()
    assert.equal(await page.getByRole('button').first().textContent(), '1')
  })

  test('works with loginAs and setSession', async () => {
    await context.loginAs(findUser(2)!)
    const page = await context.newPage()
    await page.goto('/guarded')
    await page.assertState(GuardedState, { owner: 'Grace Hopper', isAuthenticated: true })
    await page.goto('/identity')
    await page.assertState(IdentityState, { name: 'Grace Hopper' })
  })

  test('tells what its pages are like when a test fails, whatever has failed', async ({
    assert,
    cleanup,
  }) => {
    const error = new Error('No such button')
    // It is done after what the plugin does
    cleanup(() => {
      assert.match(
        error.message,
        /^No such button\n\nThe page at \/ \(connected\):\n {2}CounterState: {"errors":{},"count":1}\n.*\n\nLast frames:\n {2}> hello.*CounterState\.count = 1/s
      )
      assert.include(error.stack, 'The page at / (connected)')
    })
    const page = await context.newPage()
    await page.goto('/')
    await page.assertState(CounterState, { count: 0 })
    await page.getByRole('button').first().click()
    await page.assertState(CounterState, { count: 1 })
    const closed = await context.newPage()
    await closed.goto('/guarded')
    await closed.close()
    const { executedCallbacks } = Test as unknown as {
      executedCallbacks: ((test: unknown, failed: boolean, failures: object[]) => void)[]
    }
    for (const ended of executedCallbacks) ended(getActiveTestOrFail(), true, [{ error }])
  })

  test('has a page use passkeys with nobody there', async ({ assert }) => {
    const page = await context.newPage()
    await page.addAuthenticator()
    await page.goto('/')
    const types = await page.evaluate(async () => {
      const user = { id: new Uint8Array([1]), name: 'ada', displayName: 'Ada' }
      const made = await navigator.credentials.create({
        publicKey: {
          challenge: new Uint8Array(32),
          rp: { id: 'localhost', name: 'Lab' },
          user,
          pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
          authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        },
      })
      const publicKey = { challenge: new Uint8Array(32), rpId: 'localhost' }
      const got = await navigator.credentials.get({ publicKey })
      return [made?.type, got?.id === made?.id]
    })
    assert.deepEqual(types, ['public-key', true])
  })

  test('says what the page has when its time is over', async ({ assert }) => {
    const impatient = await (await decorated(300)).newContext({ baseURL: baseUrl() })
    const page = await impatient.newPage()
    await page.goto('/')
    await page.getByRole('button').first().waitFor()
    await assert.rejects(
      () => page.assertState(CounterState, { count: 7 }),
      /^Expected CounterState to have other vars, waited 300 ms; connection: connected\n\n {2}count: expected 7, got 0\n\nLast frames:\n {2}> hello/
    )
    await assert.rejects(
      () => page.assertState(GuardedState, { owner: '' }),
      /^Expected the page to have GuardedState, waited 300 ms; connection: connected\n\nLast frames:/
    )
    await page.goto('/not-a-page')
    await assert.rejects(
      () => page.waitForReflex(),
      /^Expected a connection, got none, since this is not a page of reflex-adonis/
    )
    await impatient.close()
  })
})
