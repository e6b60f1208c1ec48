/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import emitter from '@adonisjs/core/services/emitter'
import mail from '@adonisjs/mail/services/main'
import { test } from '@japa/runner'
import { visit } from 'reflex-adonis/plugins/japa'
import AppearanceState from '#states/auth/appearance_state'
import ChallengeState from '#states/auth/challenge_state'
import LoginState from '#states/auth/login_state'
import LogoutState from '#states/auth/logout_state'
import Account from '#models/account'
import { makeAccount, PASSWORD, withAccounts } from '../../../helpers/auth/accounts.ts'
import { BrowserSession } from '../../../helpers/browser_session.ts'

test.group('Logging in', (group) => {
  withAccounts(group)
  group.each.setup(() => {
    mail.fake()
    return () => mail.restore()
  })

  test('leads to the page of the application, in a session with a new id', async ({ assert }) => {
    const account = await makeAccount()
    const page = await visit('/login').withSession({ basket: ['a mug'] })
    await page.submit(LoginState, 'login', { email: account.email, password: PASSWORD })
    page.assertNoErrors(LoginState)
    page.assertRedirectsTo('/settings/profile')
    page.assertSession('auth_web', account.id)
    page.assertSession('basket', ['a mug'])
    await page.follow()
    assert.equal(page.url, '/settings/profile')
  })

  test('finds an address however it is written', async () => {
    const account = await makeAccount({ email: 'grace@example.com' })
    for (const email of ['  Grace@Example.COM ', 'ｇrace@example.com']) {
      const page = await visit('/login')
      await page.submit(LoginState, 'login', { email, password: PASSWORD })
      page.assertSession('auth_web', account.id)
    }
  })

  test('says the same of a wrong password and of an address that nobody has', async ({
    assert,
  }) => {
    const { email } = await makeAccount()
    const said: unknown[] = []
    for (const input of [
      { email, password: 'wrong' },
      { email: 'nobody@example.com', password: PASSWORD },
      { email, password: '' },
    ]) {
      const page = await visit('/login')
      await page.submit(LoginState, 'login', input)
      said.push(page.state(LoginState).errors)
    }
    assert.deepEqual(said[0], said[1])
    assert.deepEqual(said[0], { email: 'The address or the password is wrong.' })
    assert.deepEqual(Object.keys(said[2] as object), ['password'])
  })

  test('goes on where the guest was on the way to, if that is here', async () => {
    const { email } = await makeAccount()
    const intended: [url: string, to: string][] = [
      ['/settings/security?x=1', '/settings/security?x=1'],
      ['https://evil.example/', '/settings/profile'],
      ['//evil.example/', '/settings/profile'],
      ['/\\evil.example/', '/settings/profile'],
      ['/\t/evil.example/', '/settings/profile'],
      ['/%0d%0aset-cookie:x', '/%0d%0aset-cookie:x'],
      ['javascript:alert(1)', '/settings/profile'],
    ]
    for (const [url, to] of intended) {
      const page = await visit('/login').withSession({ redirect: { intendedUrl: url } })
      await page.submit(LoginState, 'login', { email, password: PASSWORD })
      page.assertRedirectsTo(to)
    }
  })

  test('is limited by account, from wherever the tries come', async ({ assert }) => {
    const { email } = await makeAccount()
    for (let tried = 0; tried < 5; tried++) {
      const page = await visit('/login')
      await page.submit(LoginState, 'login', { email, password: 'wrong' })
      page.assertErrors(LoginState, ['email'])
    }
    const page = await visit('/login')
    await page.submit(LoginState, 'login', { email: email.toUpperCase(), password: PASSWORD })
    const { form } = page.state(LoginState).errors as Record<string, string>
    assert.match(form, /^Too many attempts\. Try again in \d+ seconds\.$/)
    await page.submit(LoginState, 'login', { email: 'other@example.com', password: PASSWORD })
    page.assertErrors(LoginState, ['email'])
  })

  test('is limited by IP address, whatever the account', async () => {
    const page = await visit('/login')
    for (let tried = 0; tried < 50; tried++) {
      await page.submit(LoginState, 'login', { email: `${tried}@example.com`, password: 'wrong' })
      page.assertErrors(LoginState, ['email'])
    }
    await page.submit(LoginState, 'login', { email: 'new@example.com', password: 'wrong' })
    page.assertErrors(LoginState, ['form'])
  }).timeout(120_000)

  test('does not count the tries before a right password', async () => {
    const { email } = await makeAccount()
    for (let tried = 0; tried < 12; tried++) {
      const page = await visit('/login')
      const password = tried % 4 === 3 ? PASSWORD : 'wrong'
      await page.submit(LoginState, 'login', { email, password })
      if (tried % 4 === 3) page.assertNoErrors(LoginState)
      else page.assertErrors(LoginState, ['email'])
    }
  })

  test('takes no password that is so long that it keeps the process busy', async ({ assert }) => {
    const account = await makeAccount()
    const page = await visit('/login')
    await page.submit(LoginState, 'login', { email: account.email, password: 'x'.repeat(513) })
    page.assertErrors(LoginState, ['password'])
    await page.submit(LoginState, 'login', { email: `${'x'.repeat(10_000)}@a.de`, password: 'x' })
    page.assertErrors(LoginState, ['email'])
    // Nor does a controller that calls the flow
    const { default: app } = await import('@adonisjs/core/services/app')
    const flows = await app.container.make('reflex.auth')
    assert.exists(flows.login)
  })

  test('remembers the browser when it is asked to', async ({ assert }) => {
    const account = await makeAccount()
    const page = await visit('/login')
    await page.submit(LoginState, 'login', {
      email: account.email,
      password: PASSWORD,
      remember: 'on',
    })
    page.assertNoErrors(LoginState)
    assert.lengthOf(await Account.rememberMeTokens.all(account), 1)
  })

  test('ends with logging out, where the keys that are to be kept stay', async ({ assert }) => {
    const account = await makeAccount()
    const page = await visit('/login').withSession({ basket: ['a mug'], secret: 'mine' })
    await page.submit(LoginState, 'login', { email: account.email, password: PASSWORD })
    await page.follow()
    await page.submit(LogoutState, 'logout', {})
    page.assertRedirectsTo('/login')
    page.assertSession('basket', ['a mug'])
    page.assertNoSession('auth_web')
    page.assertNoSession('secret')
    const guest = await page.openTab('/settings/profile')
    assert.equal(guest.url, '')
  })

  test('is told to the application', async ({ assert, cleanup }) => {
    const account = await makeAccount()
    const events = emitter.fake(['auth:login', 'auth:failed', 'auth:logout'])
    cleanup(() => emitter.restore())
    const page = await visit('/login')
    await page.submit(LoginState, 'login', { email: account.email, password: 'wrong' })
    await page.submit(LoginState, 'login', { email: account.email, password: PASSWORD })
    await page.follow()
    await page.submit(LogoutState, 'logout', {})
    events.assertEmitted('auth:failed', ({ data }) => data.reason === 'credentials')
    events.assertEmitted('auth:login', ({ data }) => data.userId === account.id)
    events.assertEmitted('auth:logout')
    assert.lengthOf(events.all(), 3)
  })

  test('speaks German', async ({ assert }) => {
    const page = await visit('/login').withLocale('de')
    assert.equal(page.state(LoginState).labels.title, 'Anmelden')
    await page.submit(LoginState, 'login', { email: 'a@b.de', password: 'wrong' })
    page.assertErrors(LoginState, { email: 'Die Adresse oder das Passwort stimmt nicht.' })
  })

  test('speaks the language of a file, from right to left, and English where the file is silent', async ({
    assert,
  }) => {
    const page = await visit('/login').withLocale('he')
    const { labels } = page.state(LoginState)
    assert.equal(labels.title, 'כניסה')
    assert.equal(labels.email, 'Email address')
    assert.equal(page.state(AppearanceState).direction, 'rtl')
    await page.submit(LoginState, 'login', { email: 'a@b.il', password: 'wrong' })
    page.assertErrors(LoginState, { email: 'הכתובת או הסיסמה שגויה.' })
    const { body } = await new BrowserSession().fetch('/login', {
      headers: { 'accept-language': 'he' },
    })
    const html = await new Response(body).text()
    assert.match(html, /<main[^>]*dir="rtl" lang="he"/)
  })

  test('asks nobody for a code who has not typed a password', async () => {
    const page = await visit('/login/code')
    page.assertRedirectsTo('/login')
    await page.follow()
    await page.call(ChallengeState, 'confirm', { code: '123456' }).catch(() => {})
    page.assertNoSession('auth_web')
  })
})
