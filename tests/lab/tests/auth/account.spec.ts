/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import mail from '@adonisjs/mail/services/main'
import { test } from '@japa/runner'
import { visit } from 'reflex-adonis/plugins/japa'
import Account from '#models/account'
import AccountState from '#states/auth/account_state'
import AppearanceState from '#states/auth/appearance_state'
import ConfirmEmailState from '#states/auth/confirm_email_state'
import LoginState from '#states/auth/login_state'
import ResetPasswordState from '#states/auth/reset_password_state'
import UndoEmailState from '#states/auth/undo_email_state'
import {
  makeAccount,
  OTHER_PASSWORD,
  PASSWORD,
  queuedMails,
  withAccounts,
} from '../../../helpers/auth/accounts.ts'

async function settings(account: Account) {
  const page = await visit('/login')
  await page.submit(LoginState, 'login', { email: account.email, password: PASSWORD })
  await page.click('/settings/profile')
  return page
}

test.group('Changing the address of an account', (group) => {
  withAccounts(group)
  group.each.setup(() => () => mail.restore())

  test('takes a link to the new one, and the old one can take it back', async ({ assert }) => {
    const account = await makeAccount({ email: 'old@example.com' })
    const mails = queuedMails()
    const page = await settings(account)
    await page.submit(AccountState, 'changeEmail', {
      email: 'New@example.com',
      currentPassword: PASSWORD,
    })
    page.assertNoErrors(AccountState)
    await account.refresh()
    assert.equal(account.email, 'old@example.com')
    const confirmation = mails.last()
    assert.equal(confirmation.to, 'new@example.com')

    const confirm = await visit(confirmation.path)
    await confirm.submit(ConfirmEmailState, 'confirm', { token: confirmation.token })
    confirm.assertNoErrors(ConfirmEmailState)
    await account.refresh()
    assert.equal(account.email, 'new@example.com')
    const notice = mails.last()
    assert.equal(notice.to, 'old@example.com')
    assert.include(notice.text, 'new@example.com')

    const undo = await visit(notice.path)
    await undo.submit(UndoEmailState, 'undo', { token: notice.token })
    undo.assertNoErrors(UndoEmailState)
    await account.refresh()
    assert.equal(account.email, 'old@example.com')
    // Whoever had changed it knows the password
    assert.isFalse(await account.verifyPassword(PASSWORD))
    const tab = await page.openTab('/settings/profile')
    assert.equal(tab.url, '')
    await undo.follow()
    const { token } = undo.state(ResetPasswordState)
    const input = { token, password: OTHER_PASSWORD, passwordConfirmation: OTHER_PASSWORD }
    await undo.submit(ResetPasswordState, 'choose', input)
    undo.assertNoErrors(ResetPasswordState)
  })

  test('says the same of an address that somebody else has', async ({ assert }) => {
    const account = await makeAccount()
    const other = await makeAccount()
    const mails = queuedMails()
    const page = await settings(account)
    await page.submit(AccountState, 'changeEmail', {
      email: other.email,
      currentPassword: PASSWORD,
    })
    page.assertNoErrors(AccountState)
    page.assertFlash('success', 'We have sent a link to the new address.')
    assert.deepInclude(mails.last(), { to: other.email, subject: 'You have an account already' })
  })

  test('is refused with a wrong password, and with a link after another account took the address', async ({
    assert,
  }) => {
    const account = await makeAccount()
    const mails = queuedMails()
    const page = await settings(account)
    await page.submit(AccountState, 'changeEmail', {
      email: 'x@example.com',
      currentPassword: 'wrong',
    })
    page.assertErrors(AccountState, ['currentPassword'])
    assert.isEmpty(mails.all())

    await page.submit(AccountState, 'changeEmail', {
      email: 'x@example.com',
      currentPassword: PASSWORD,
    })
    const { path, token } = mails.last()
    await makeAccount({ email: 'x@example.com' })
    const confirm = await visit(path)
    await confirm.submit(ConfirmEmailState, 'confirm', { token })
    confirm.assertErrors(ConfirmEmailState, { form: 'This address cannot be used.' })
  })

  test('is refused with a link of another purpose', async () => {
    const account = await makeAccount()
    const mails = queuedMails()
    const page = await settings(account)
    await page.submit(AccountState, 'changeEmail', {
      email: 'x@example.com',
      currentPassword: PASSWORD,
    })
    const { token } = mails.last()
    const undo = await visit(`/undo-email?token=${token}`)
    await undo.submit(UndoEmailState, 'undo', { token })
    undo.assertErrors(UndoEmailState, ['form'])
    const reset = await visit(`/reset-password?token=${token}`)
    await reset.submit(ResetPasswordState, 'choose', {
      token,
      password: OTHER_PASSWORD,
      passwordConfirmation: OTHER_PASSWORD,
    })
    reset.assertErrors(ResetPasswordState, ['form'])
  })
})

test.group('An account', (group) => {
  withAccounts(group)
  group.each.setup(() => () => mail.restore())

  test('has a name that its user changes, and nothing else', async ({ assert }) => {
    const account = await makeAccount()
    const page = await settings(account)
    const input = { fullName: 'Ada King', email: 'x@example.com', isAdmin: 'true', id: '5' }
    await page.submit(AccountState, 'save', input)
    page.assertNoErrors(AccountState)
    await account.refresh()
    assert.equal(account.fullName, 'Ada King')
    assert.notEqual(account.email, 'x@example.com')
    assert.isFalse(Boolean(account.isAdmin))
  })

  test('is deleted with its password', async ({ assert }) => {
    const account = await makeAccount()
    const elsewhere = await settings(account)
    const page = await settings(account)
    await page.submit(AccountState, 'deleteAccount', { currentPassword: 'wrong' })
    page.assertErrors(AccountState, ['currentPassword'])
    await page.submit(AccountState, 'deleteAccount', { currentPassword: PASSWORD })
    page.assertRedirectsTo('/login')
    assert.isNull(await Account.find(account.id))
    for (const browser of [page, elsewhere]) {
      const tab = await browser.openTab('/settings/profile')
      assert.equal(tab.url, '')
    }
  })

  test('has colours that its browser keeps', async ({ assert }) => {
    const account = await makeAccount()
    const page = await settings(account)
    await page.click('/settings/appearance')
    await page.submit(AppearanceState, 'choose', { theme: 'dark' })
    page.assertNoErrors(AppearanceState)
    const tab = await page.openTab('/login')
    assert.equal(tab.state(AppearanceState).theme, 'dark')
    await page.submit(AppearanceState, 'choose', { theme: 'pink' })
    page.assertErrors(AppearanceState, ['theme'])
  })
})
