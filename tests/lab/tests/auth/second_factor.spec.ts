/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import db from '@adonisjs/lucid/services/db'
import mail from '@adonisjs/mail/services/main'
import { test } from '@japa/runner'
import { visit } from 'reflex-adonis/plugins/japa'
import type { VisitedPage } from 'reflex-adonis/plugins/japa'
import type Account from '#models/account'
import ChallengeState from '#states/auth/challenge_state'
import LoginState from '#states/auth/login_state'
import SecurityState from '#states/auth/security_state'
import { makeAccount, PASSWORD, queuedMails, withAccounts } from '../../../helpers/auth/accounts.ts'
import { codeOf, wrongCode } from '../../../helpers/auth/codes.ts'

async function typePassword(account: Account): Promise<VisitedPage> {
  const page = await visit('/login')
  await page.submit(LoginState, 'login', { email: account.email, password: PASSWORD })
  page.assertNoErrors(LoginState)
  await page.follow()
  return page
}

/** Sets the second factor up with the code of a step before this one, so that later ones are good. */
async function setUp(account: Account) {
  const page = await typePassword(account)
  await page.click('/settings/security')
  await page.submit(SecurityState, 'startTotp', { currentPassword: PASSWORD })
  const { secret } = page.state(SecurityState).setup!
  await page.submit(SecurityState, 'enableTotp', { code: codeOf(secret, -1) })
  page.assertNoErrors(SecurityState)
  return { page, secret, recovery: [...page.state(SecurityState).recoveryCodes] }
}

test.group('The second factor', (group) => {
  withAccounts(group)
  group.each.setup(() => {
    queuedMails()
    return () => mail.restore()
  })

  test('is of no effect before a first code was right', async ({ assert }) => {
    const account = await makeAccount()
    const page = await typePassword(account)
    await page.click('/settings/security')
    await page.submit(SecurityState, 'startTotp', { currentPassword: 'wrong' })
    page.assertErrors(SecurityState, ['currentPassword'])
    await page.submit(SecurityState, 'startTotp', { currentPassword: PASSWORD })
    const { secret, uri, qr } = page.state(SecurityState).setup!
    assert.match(uri, /^otpauth:\/\/totp\/Lab:/)
    assert.match(qr, /^data:image\/svg\+xml/)
    // Who reads the database has no secret
    const [row] = await db.from('auth_totp')
    assert.notInclude(JSON.stringify(row), secret)

    await page.submit(SecurityState, 'enableTotp', { code: wrongCode(secret) })
    page.assertErrors(SecurityState, ['code'])
    const other = await typePassword(account)
    assert.equal(other.url, '/settings/profile')
  })

  test('asks for a code, which is good once', async ({ assert }) => {
    const account = await makeAccount()
    const { secret } = await setUp(account)
    const code = codeOf(secret)
    const page = await typePassword(account)
    assert.equal(page.url, '/login/code')
    page.assertNoSession('auth_web')
    await page.submit(ChallengeState, 'confirm', { code: wrongCode(secret) })
    page.assertErrors(ChallengeState, ['code'])
    await page.submit(ChallengeState, 'confirm', { code })
    page.assertRedirectsTo('/settings/profile')
    page.assertSession('auth_web', account.id)

    const again = await typePassword(account)
    await again.submit(ChallengeState, 'confirm', { code })
    again.assertErrors(ChallengeState, ['code'])
    // Nor is one of an earlier step
    await again.submit(ChallengeState, 'confirm', { code: codeOf(secret, -1) })
    again.assertErrors(ChallengeState, ['code'])
    await again.submit(ChallengeState, 'confirm', { code: codeOf(secret, 1) })
    again.assertNoErrors(ChallengeState)
  })

  test('takes one of two uses of a code at the same moment', async ({ assert }) => {
    const account = await makeAccount()
    const { secret, recovery } = await setUp(account)
    for (const code of [codeOf(secret), recovery[0]]) {
      const pages = await Promise.all([typePassword(account), typePassword(account)])
      await Promise.all(pages.map((page) => page.submit(ChallengeState, 'confirm', { code })))
      const refused = pages.filter((page) => 'code' in page.state(ChallengeState).errors)
      assert.lengthOf(refused, 1)
    }
  })

  test('takes a recovery code once, in its place', async ({ assert }) => {
    const account = await makeAccount()
    const { recovery } = await setUp(account)
    assert.lengthOf(new Set(recovery), 10)
    const [row] = await db.from('auth_recovery_codes')
    assert.notInclude(JSON.stringify(row), recovery[0].replaceAll('-', ''))

    const page = await typePassword(account)
    await page.submit(ChallengeState, 'confirm', { code: recovery[0].toUpperCase() })
    page.assertNoErrors(ChallengeState)
    const again = await typePassword(account)
    await again.submit(ChallengeState, 'confirm', { code: recovery[0] })
    again.assertErrors(ChallengeState, ['code'])
    await page.click('/settings/security')
    assert.equal(page.state(SecurityState).recoveryLeft, 9)

    await page.submit(SecurityState, 'renewCodes', { currentPassword: PASSWORD })
    const renewed = page.state(SecurityState).recoveryCodes
    assert.lengthOf(renewed, 10)
    await again.submit(ChallengeState, 'confirm', { code: recovery[1] })
    again.assertErrors(ChallengeState, ['code'])
    await again.submit(ChallengeState, 'confirm', { code: renewed[1] })
    again.assertNoErrors(ChallengeState)
  })

  test('refuses the codes of another account', async () => {
    const account = await makeAccount()
    const thief = await makeAccount()
    await setUp(account)
    const own = await setUp(thief)
    const page = await typePassword(account)
    for (const code of [codeOf(own.secret), own.recovery[0]]) {
      await page.submit(ChallengeState, 'confirm', { code })
      page.assertErrors(ChallengeState, ['code'])
    }
  })

  test('is limited, whatever logins are tried anew', async ({ assert }) => {
    const account = await makeAccount()
    const { secret } = await setUp(account)
    for (let tried = 0; tried < 5; tried++) {
      const page = await typePassword(account)
      await page.submit(ChallengeState, 'confirm', { code: wrongCode(secret) })
      page.assertErrors(ChallengeState, ['code'])
    }
    const page = await typePassword(account)
    await page.submit(ChallengeState, 'confirm', { code: codeOf(secret) })
    page.assertErrors(ChallengeState, ['form'])
    assert.equal(page.url, '/login/code')
  })

  test('waits for a login no longer once the password is another one', async () => {
    const account = await makeAccount()
    const { secret } = await setUp(account)
    const page = await typePassword(account)
    await account.merge({ password: 'another one of some length' }).save()
    await page.submit(ChallengeState, 'confirm', { code: codeOf(secret) })
    page.assertErrors(ChallengeState, ['form'])
    page.assertNoSession('auth_web')
  })

  test('is turned off with the password, and can be set up again', async ({ assert }) => {
    const account = await makeAccount()
    const { page } = await setUp(account)
    await page.submit(SecurityState, 'startTotp', { currentPassword: PASSWORD })
    assert.isNull(page.state(SecurityState).setup)
    await page.submit(SecurityState, 'disableTotp', { currentPassword: PASSWORD })
    page.assertNoErrors(SecurityState)
    assert.isFalse(page.state(SecurityState).isTotpOn)
    assert.isEmpty(await db.from('auth_recovery_codes'))
    const other = await typePassword(account)
    assert.equal(other.url, '/settings/profile')
    await setUp(account)
  })
})
