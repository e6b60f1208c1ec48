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
import Account from '#models/account'
import ForgotPasswordState from '#states/auth/forgot_password_state'
import LoginState from '#states/auth/login_state'
import ResetPasswordState from '#states/auth/reset_password_state'
import SecurityState from '#states/auth/security_state'
import VerifyEmailState from '#states/auth/verify_email_state'
import {
  makeAccount,
  OTHER_PASSWORD,
  PASSWORD,
  queuedMails,
  withAccounts,
} from '../../../helpers/auth/accounts.ts'

const chosen = (token: string) => ({
  token,
  password: OTHER_PASSWORD,
  passwordConfirmation: OTHER_PASSWORD,
})

async function logIn(account: Account): Promise<VisitedPage> {
  const page = await visit('/login')
  await page.submit(LoginState, 'login', {
    email: account.email,
    password: PASSWORD,
    remember: 'on',
  })
  page.assertNoErrors(LoginState)
  return page
}

test.group('Forgotten passwords', (group) => {
  withAccounts(group)
  group.each.setup(() => () => mail.restore())

  async function ask(email: string) {
    const page = await visit('/forgot-password').withHeaders({ host: 'evil.example' })
    await page.submit(ForgotPasswordState, 'send', { email })
    page.assertNoErrors(ForgotPasswordState)
    return page
  }

  test('are replaced by a link that is good once', async ({ assert }) => {
    const account = await makeAccount()
    const mails = queuedMails()
    await ask(account.email)
    const { to, path, token, text } = mails.last()
    assert.equal(to, account.email)
    assert.include(text, 'https://lab.example.com/reset-password?token=')
    assert.notInclude(text, 'evil.example')
    // Who reads the database cannot use what is there
    const [row] = await db.from('auth_tokens')
    assert.notInclude(JSON.stringify(row), token)

    const page = await visit(path)
    await page.submit(ResetPasswordState, 'choose', chosen(token))
    page.assertNoErrors(ResetPasswordState)
    page.assertRedirectsTo('/login')
    await account.refresh()
    assert.isTrue(await account.verifyPassword(OTHER_PASSWORD))
    assert.equal(mails.last().subject, 'Your password was changed')

    const again = await visit(path)
    await again.submit(ResetPasswordState, 'choose', {
      ...chosen(token),
      password: PASSWORD,
      passwordConfirmation: PASSWORD,
    })
    again.assertErrors(ResetPasswordState, ['form'])
  })

  test('answer the same where there is no account', async ({ assert }) => {
    const account = await makeAccount()
    const mails = queuedMails()
    const said = []
    for (const email of [account.email, 'nobody@example.com']) {
      const page = await ask(email)
      said.push(page.state(ForgotPasswordState).messages)
    }
    assert.deepEqual(said[0], said[1])
    assert.lengthOf(mails.all(), 1)
  })

  test('are replaced once by two uses at the same moment', async ({ assert }) => {
    const account = await makeAccount()
    const mails = queuedMails()
    await ask(account.email)
    const { path, token } = mails.last()
    const pages = await Promise.all([visit(path), visit(path), visit(path), visit(path)])
    await Promise.all(pages.map((page) => page.submit(ResetPasswordState, 'choose', chosen(token))))
    const refused = pages.filter((page) => 'form' in page.state(ResetPasswordState).errors)
    assert.lengthOf(refused, 3)
  })

  test('have links that are over after their time, after another change, and for another purpose', async ({
    assert,
  }) => {
    const account = await makeAccount({ emailVerifiedAt: null })
    const mails = queuedMails()
    const refuses = async (token: string) => {
      const page = await visit(`/reset-password?token=${token}`)
      await page.submit(ResetPasswordState, 'choose', chosen(token))
      page.assertErrors(ResetPasswordState, ['form'])
    }
    await ask(account.email)
    await db.from('auth_tokens').update({ expires_at: Date.now() - 1 })
    await refuses(mails.last().token)

    await ask(account.email)
    const before = mails.last().token
    await account.merge({ password: 'changed by somebody else' }).save()
    await refuses(before)

    await ask(account.email)
    const moved = mails.last().token
    await account.merge({ email: 'moved@example.com' }).save()
    await refuses(moved)

    const verify = await visit('/verify-email')
    await verify.submit(VerifyEmailState, 'resend', { email: account.email })
    await refuses(mails.last().token)
    await refuses('x'.repeat(64))
    await account.refresh()
    assert.isTrue(await account.verifyPassword('changed by somebody else'))
  })

  test('end all sessions and what browsers are remembered by', async ({ assert }) => {
    const account = await makeAccount()
    const mails = queuedMails()
    const elsewhere = await logIn(account)
    await elsewhere.follow()
    assert.lengthOf(await Account.rememberMeTokens.all(account), 1)

    await ask(account.email)
    const page = await visit(mails.last().path)
    await page.submit(ResetPasswordState, 'choose', chosen(mails.last().token))
    assert.lengthOf(await Account.rememberMeTokens.all(account), 0)
    const tab = await elsewhere.openTab('/settings/profile')
    assert.equal(tab.url, '')
  })

  test('are not asked for more often than is good', async () => {
    const account = await makeAccount()
    queuedMails()
    for (let asked = 0; asked < 5; asked++) await ask(account.email)
    const page = await visit('/forgot-password')
    await page.submit(ForgotPasswordState, 'send', { email: account.email })
    page.assertErrors(ForgotPasswordState, ['form'])
  })
})

test.group('Changing the password', (group) => {
  withAccounts(group)
  group.each.setup(() => () => mail.restore())

  test('wants the current one, stays logged in, and ends other sessions', async ({ assert }) => {
    const account = await makeAccount()
    queuedMails()
    const elsewhere = await logIn(account)
    const page = await logIn(account)
    await page.click('/settings/security')
    const input = { password: OTHER_PASSWORD, passwordConfirmation: OTHER_PASSWORD }
    await page.submit(SecurityState, 'changePassword', { currentPassword: 'wrong', ...input })
    page.assertErrors(SecurityState, ['currentPassword'])
    await page.submit(SecurityState, 'changePassword', { currentPassword: PASSWORD, ...input })
    page.assertNoErrors(SecurityState)
    await account.refresh()
    assert.isTrue(await account.verifyPassword(OTHER_PASSWORD))

    const same = await page.openTab('/settings/security')
    assert.equal(same.url, '/settings/security')
    const other = await elsewhere.openTab('/settings/security')
    assert.equal(other.url, '')
  })

  test('is limited', async () => {
    const account = await makeAccount()
    queuedMails()
    const page = await logIn(account)
    await page.click('/settings/security')
    const input = { password: OTHER_PASSWORD, passwordConfirmation: OTHER_PASSWORD }
    for (let tried = 0; tried < 5; tried++) {
      await page.submit(SecurityState, 'changePassword', { currentPassword: 'wrong', ...input })
      page.assertErrors(SecurityState, ['currentPassword'])
    }
    await page.submit(SecurityState, 'changePassword', { currentPassword: PASSWORD, ...input })
    page.assertErrors(SecurityState, ['form'])
  })
})
