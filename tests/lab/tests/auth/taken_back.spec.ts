/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import limiter from '@adonisjs/limiter/services/main'
import db from '@adonisjs/lucid/services/db'
import mail from '@adonisjs/mail/services/main'
import { test } from '@japa/runner'
import { visit } from 'reflex-adonis/plugins/japa'
import Account from '#models/account'
import AccountState from '#states/auth/account_state'
import ConfirmEmailState from '#states/auth/confirm_email_state'
import ForgotPasswordState from '#states/auth/forgot_password_state'
import LoginState from '#states/auth/login_state'
import RegisterState from '#states/auth/register_state'
import ResetPasswordState from '#states/auth/reset_password_state'
import UndoEmailState from '#states/auth/undo_email_state'
import VerifyEmailState from '#states/auth/verify_email_state'
import {
  makeAccount,
  OTHER_PASSWORD,
  PASSWORD,
  queuedMails,
  withAccounts,
} from '../../../helpers/auth/accounts.ts'
import { addKeys, keysOf, refuseDeletes } from '../../../helpers/auth/keys.ts'

type Mails = ReturnType<typeof queuedMails>

const registration = (email: string, password = PASSWORD) => ({
  email,
  password,
  passwordConfirmation: password,
  fullName: 'Grace Hopper',
})

/** Changes the address of an account, as whoever knows its password. */
async function changeAddress(mails: Mails, from: string, to: string, password = PASSWORD) {
  await limiter.clear()
  const page = await visit('/login')
  await page.submit(LoginState, 'login', { email: from, password })
  page.assertNoErrors(LoginState)
  await page.click('/settings/profile')
  await page.submit(AccountState, 'changeEmail', { email: to, currentPassword: password })
  const { path, token } = mails.last()
  const confirm = await visit(path)
  await confirm.submit(ConfirmEmailState, 'confirm', { token })
  confirm.assertNoErrors(ConfirmEmailState)
  return mails.last()
}

/** Sets a new password, as whoever has the mailbox. */
async function resetPassword(mails: Mails, email: string, password: string) {
  const forgot = await visit('/forgot-password')
  await forgot.submit(ForgotPasswordState, 'send', { email })
  const { path, token } = mails.last()
  const page = await visit(path)
  const input = { token, password, passwordConfirmation: password }
  await page.submit(ResetPasswordState, 'choose', input)
  page.assertNoErrors(ResetPasswordState)
}

async function takeBack({ path, token }: { path: string; token: string }) {
  const page = await visit(path)
  await page.submit(UndoEmailState, 'undo', { token })
  return page
}

test.group('An account that its owner takes back', (group) => {
  withAccounts(group)
  group.each.setup(() => () => mail.restore())

  test('by verifying the address has no passkey or second factor of a stranger', async ({
    assert,
  }) => {
    const mails = queuedMails()
    const stranger = await visit('/register')
    await stranger.submit(RegisterState, 'register', registration('victim@example.com'))
    const account = await Account.findByOrFail('email', 'victim@example.com')
    const other = await makeAccount()
    for (const { id } of [account, other]) await addKeys(id)

    const { path, token } = mails.last()
    const owner = await visit(path)
    await owner.submit(VerifyEmailState, 'verify', { token })
    owner.assertNoErrors(VerifyEmailState)
    assert.deepEqual(await keysOf(account.id), [])
    assert.lengthOf(await keysOf(other.id), 3)
  })

  test('by undoing a change of the address has none either', async ({ assert }) => {
    const mails = queuedMails()
    const account = await makeAccount({ email: 'old@example.com' })
    const notice = await changeAddress(mails, 'old@example.com', 'thief@example.com')
    await addKeys(account.id)
    const page = await takeBack(notice)
    page.assertNoErrors(UndoEmailState)
    assert.deepEqual(await keysOf(account.id), [])
  })

  test('by a new password has none if nobody had verified the address', async ({ assert }) => {
    const mails = queuedMails()
    const account = await makeAccount({ emailVerifiedAt: null })
    await addKeys(account.id)
    await resetPassword(mails, account.email, OTHER_PASSWORD)
    assert.deepEqual(await keysOf(account.id), [])
    await account.refresh()
    assert.isNotNull(account.emailVerifiedAt)

    // Otherwise whoever has the mailbox would not need the second factor
    const verified = await makeAccount()
    await addKeys(verified.id)
    await resetPassword(mails, verified.email, OTHER_PASSWORD)
    assert.lengthOf(await keysOf(verified.id), 3)
  })

  test('is not verified while something of the stranger is left', async ({ assert }) => {
    const mails = queuedMails()
    const stranger = await visit('/register')
    await stranger.submit(RegisterState, 'register', registration('victim@example.com'))
    const account = await Account.findByOrFail('email', 'victim@example.com')
    await addKeys(account.id)
    const allow = await refuseDeletes('auth_passkeys')
    const owner = await visit(mails.last().path)
    const { token } = mails.last()
    await owner.submit(VerifyEmailState, 'verify', { token })
    await account.refresh()
    assert.isNull(account.emailVerifiedAt)
    assert.isFalse(await account.verifyPassword(PASSWORD))

    await allow()
    const page = await visit('/verify-email')
    await page.submit(VerifyEmailState, 'resend', { email: account.email })
    await owner.submit(VerifyEmailState, 'verify', { token: mails.last().token })
    owner.assertNoErrors(VerifyEmailState)
    assert.deepEqual(await keysOf(account.id), [])
  })
})

test.group('The link that takes a change of the address back', (group) => {
  withAccounts(group)
  group.each.setup(() => () => mail.restore())

  test('outlives a new password of the thief', async ({ assert }) => {
    const mails = queuedMails()
    const account = await makeAccount({ email: 'old@example.com' })
    const notice = await changeAddress(mails, 'old@example.com', 'thief@example.com')
    await resetPassword(mails, 'thief@example.com', OTHER_PASSWORD)
    const page = await takeBack(notice)
    page.assertNoErrors(UndoEmailState)
    await account.refresh()
    assert.equal(account.email, 'old@example.com')
    assert.isFalse(await account.verifyPassword(OTHER_PASSWORD))
  })

  test('outlives further changes, and taking these back', async ({ assert }) => {
    const mails = queuedMails()
    const account = await makeAccount({ email: 'old@example.com' })
    const notice = await changeAddress(mails, 'old@example.com', 'thief0@example.com')
    for (let index = 0; index < 6; index++) {
      await changeAddress(mails, `thief${index}@example.com`, `thief${index + 1}@example.com`)
    }
    const own = await takeBack(mails.last())
    own.assertNoErrors(UndoEmailState)
    await account.refresh()
    assert.equal(account.email, 'thief5@example.com')

    const page = await takeBack(notice)
    page.assertNoErrors(UndoEmailState)
    await account.refresh()
    assert.equal(account.email, 'old@example.com')
    // None of the thief's is good any longer
    assert.lengthOf(await db.from('auth_tokens').where('purpose', 'undo'), 0)
  })

  test('is good although the thief has registered with the old address', async ({ assert }) => {
    const mails = queuedMails()
    const account = await makeAccount({ email: 'old@example.com' })
    const notice = await changeAddress(mails, 'old@example.com', 'thief@example.com')
    const thief = await visit('/register')
    await thief.submit(RegisterState, 'register', registration('Old@example.com'))
    thief.assertRedirectsTo('/login')
    assert.lengthOf(await Account.all(), 1)
    assert.equal(mails.last().to, 'old@example.com')
    assert.equal(mails.last().subject, notice.subject)
    const again = mails.last()
    const page = await takeBack(notice)
    page.assertNoErrors(UndoEmailState)
    const used = await takeBack(again)
    used.assertErrors(UndoEmailState, ['form'])
    await account.refresh()
    assert.equal(account.email, 'old@example.com')
  })

  test('is not used up by an attempt that fails', async ({ assert }) => {
    const mails = queuedMails()
    const account = await makeAccount({ email: 'old@example.com' })
    const notice = await changeAddress(mails, 'old@example.com', 'thief@example.com')
    const taken = await makeAccount({ email: 'old@example.com' })
    const refused = await takeBack(notice)
    refused.assertErrors(UndoEmailState, ['form'])
    await taken.delete()
    const page = await takeBack(notice)
    page.assertNoErrors(UndoEmailState)
    await account.refresh()
    assert.equal(account.email, 'old@example.com')
  })
})

test.group('An account that cannot be deleted', (group) => {
  withAccounts(group)
  group.each.setup(() => () => mail.restore())

  test('keeps its second factor, its passkeys and its sessions', async ({ assert }) => {
    const mails = queuedMails()
    const account = await makeAccount()
    const page = await visit('/login')
    await page.submit(LoginState, 'login', { email: account.email, password: PASSWORD })
    await page.click('/settings/profile')
    await addKeys(account.id)
    const allow = await refuseDeletes('lab_accounts')
    await page.submit(AccountState, 'deleteAccount', { currentPassword: PASSWORD })
    assert.lengthOf(await keysOf(account.id), 3)
    const tab = await page.openTab('/settings/profile')
    assert.equal(tab.url, '/settings/profile')
    assert.isEmpty(mails.all())

    await allow()
    await page.submit(AccountState, 'deleteAccount', { currentPassword: PASSWORD })
    assert.isNull(await Account.find(account.id))
    assert.deepEqual(await keysOf(account.id), [])
  })
})
