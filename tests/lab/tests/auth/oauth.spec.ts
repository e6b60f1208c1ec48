/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AllyManager } from '@adonisjs/ally'
import { GoogleDriver } from '@adonisjs/ally/drivers/google'
import emitter from '@adonisjs/core/services/emitter'
import mail from '@adonisjs/mail/services/main'
import { test } from '@japa/runner'
import { visit } from 'reflex-adonis/plugins/japa'
import Account from '#models/account'
import LoginState from '#states/auth/login_state'
import { provider } from '#services/provider'
import type { ProviderClaims } from '#services/provider'
import { makeAccount, PASSWORD, queuedMails, withAccounts } from '../../../helpers/auth/accounts.ts'
import { addKeys, keysOf } from '../../../helpers/auth/keys.ts'
import { BrowserSession } from '../../../helpers/browser_session.ts'

const grace = {
  sub: '1',
  name: 'Grace Hopper',
  email: 'grace@example.com',
  email_verified: true,
}

test.group('Logins with an account elsewhere', (group) => {
  withAccounts(group)
  group.setup(async () => {
    const stop = await provider.start()
    const { url } = provider
    provider.driverOf = (ctx) => {
      const google = () =>
        new GoogleDriver(ctx, {
          clientId: 'lab',
          clientSecret: 'secret of the lab',
          callbackUrl: 'https://lab.example.com/oauth/callback',
          authorizeUrl: `${url}/authorize`,
          accessTokenUrl: `${url}/token`,
          userInfoUrl: `${url}/user`,
        })
      return new AllyManager({ google }, ctx).use('google')
    }
    return stop
  })
  group.each.setup(() => {
    queuedMails()
    return () => mail.restore()
  })

  /** Where the provider sends a browser back to. */
  async function leave(browser: BrowserSession, claims: ProviderClaims): Promise<string> {
    const response = await browser.fetch('/oauth/start')
    const { origin, searchParams } = new URL(response.headers.get('location')!)
    if (origin !== provider.url) throw new Error(`The browser was led to ${origin}`)
    const code = `code of ${claims.sub}`
    provider.accounts.set(code, claims)
    const query = new URLSearchParams({ code, state: searchParams.get('state')! })
    return `/oauth/callback?${query}`
  }

  /** Where the application leads a browser that comes back. */
  async function come(claims: ProviderClaims, browser = new BrowserSession()) {
    const response = await browser.fetch(await leave(browser, claims))
    return { browser, to: response.headers.get('location') }
  }

  const isIn = async (browser: BrowserSession) =>
    (await browser.fetch('/settings/profile')).status === 200

  test('add an account, which nobody has a password of, and find it again', async ({ assert }) => {
    const { browser, to } = await come(grace)
    assert.equal(to, '/settings/profile')
    assert.isTrue(await isIn(browser))
    const again = await come({ ...grace, email: 'GRACE@example.com' })
    assert.isTrue(await isIn(again.browser))
    const [account, ...others] = await Account.all()
    assert.lengthOf(others, 0)
    assert.equal(account.fullName, 'Grace Hopper')
    assert.isNotNull(account.emailVerifiedAt)
    assert.isFalse(await account.verifyPassword(''))
  })

  test('go on where the guest was on the way to', async ({ assert }) => {
    const browser = new BrowserSession()
    await browser.fetch('/guarded')
    const { to } = await come(grace, browser)
    assert.equal(to, '/guarded')
  })

  test('are refused where the provider does not vouch for the address: {$self}')
    .with(['unverified', 'without an address', 'unverified, of an account'])
    .run(async ({ assert, cleanup }, what) => {
      if (what === 'unverified, of an account') await makeAccount({ email: grace.email })
      const heard = emitter.fake(['auth:failed'])
      cleanup(() => emitter.restore())
      const { browser, to } = await come(
        what === 'without an address'
          ? { sub: '2', name: 'Nobody', email_verified: true }
          : { ...grace, email_verified: false }
      )
      heard.assertEmitted('auth:failed', ({ data }) => data.reason === 'provider')
      assert.equal(to, '/login')
      assert.include(await (await browser.fetch('/login')).text(), 'You cannot log in this way')
      assert.isFalse(await isIn(browser))
      assert.lengthOf(await Account.all(), what === 'unverified, of an account' ? 1 : 0)
    })

  test('leave an account as it is whose address was verified here, and ask for its second factor', async ({
    assert,
  }) => {
    const account = await makeAccount({ email: grace.email })
    const first = await come(grace)
    assert.isTrue(await isIn(first.browser))
    await account.refresh()
    assert.isTrue(await account.verifyPassword(PASSWORD))
    await addKeys(account.id)
    const second = await come(grace)
    assert.equal(second.to, '/login/code')
    assert.isFalse(await isIn(second.browser))
    assert.lengthOf(await keysOf(account.id), 3)
  })

  test('take an account from a stranger who has registered with the address', async ({
    assert,
  }) => {
    const account = await makeAccount({ email: grace.email, emailVerifiedAt: null })
    await addKeys(account.id)
    const { browser: stranger } = await come(grace)
    await account.refresh()
    assert.isFalse(await account.verifyPassword(PASSWORD))
    assert.isNotNull(account.emailVerifiedAt)
    assert.deepEqual(await keysOf(account.id), [])
    assert.isTrue(await isIn(stranger))
    const page = await visit('/login')
    await page.submit(LoginState, 'login', { email: grace.email, password: PASSWORD })
    page.assertErrors(LoginState, ['email'])
  })

  test('end the session of such a stranger', async ({ assert }) => {
    const account = await makeAccount({ email: grace.email, emailVerifiedAt: null })
    const stranger = await visit('/login')
    await stranger.submit(LoginState, 'login', { email: account.email, password: PASSWORD })
    stranger.assertSession('auth_web', account.id)
    await come(grace)
    const tab = await stranger.openTab('/settings/profile')
    assert.equal(tab.url, '')
  })

  test('are those of the browser that was sent away', async ({ assert }) => {
    const path = await leave(new BrowserSession(), grace)
    const victim = new BrowserSession()
    const response = await victim.fetch(path)
    assert.equal(response.headers.get('location'), '/login')
    assert.isFalse(await isIn(victim))
  })
})
