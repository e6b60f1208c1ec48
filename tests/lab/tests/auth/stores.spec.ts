/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { SessionCollection } from '@adonisjs/session'
import app from '@adonisjs/core/services/app'
import emitter from '@adonisjs/core/services/emitter'
import db from '@adonisjs/lucid/services/db'
import mail from '@adonisjs/mail/services/main'
import type { Assert } from '@japa/assert'
import { test } from '@japa/runner'
import { visit } from 'reflex-adonis/plugins/japa'
import Account from '#models/account'
import AccountState from '#states/auth/account_state'
import ChallengeState from '#states/auth/challenge_state'
import ConfirmEmailState from '#states/auth/confirm_email_state'
import ForgotPasswordState from '#states/auth/forgot_password_state'
import LoginState from '#states/auth/login_state'
import RegisterState from '#states/auth/register_state'
import ResetPasswordState from '#states/auth/reset_password_state'
import SecurityState from '#states/auth/security_state'
import UndoEmailState from '#states/auth/undo_email_state'
import VerifyEmailState from '#states/auth/verify_email_state'
import { sessionSettings } from '#services/journal'
import {
  makeAccount,
  OTHER_PASSWORD,
  PASSWORD,
  queuedMails,
  withAccounts,
} from '../../../helpers/auth/accounts.ts'
import { codeOf } from '../../../helpers/auth/codes.ts'
import { BrowserSession } from '../../../helpers/browser_session.ts'
import { DIALECTS, freshDatabase } from '../../../helpers/models/databases.ts'
import { createSessionTable, SESSION_STORES } from '../../../helpers/session_stores.ts'

const registration = (email: string) => ({
  fullName: 'Grace Hopper',
  email,
  password: PASSWORD,
  passwordConfirmation: PASSWORD,
})

async function logIn(email: string, password: string) {
  const page = await visit('/login')
  await page.submit(LoginState, 'login', { email, password, remember: 'on' })
  page.assertNoErrors(LoginState)
  return page
}

/** Letters that sessions have, as they are stored from here on. */
function sessionSizes(cleanup: (restore: () => void) => void): number[] {
  const sizes: number[] = []
  cleanup(
    emitter.on('session:committed', ({ session }) => {
      sizes.push(JSON.stringify(session.all()).length)
    })
  )
  return sizes
}

/** An account from its registration to its end, with all that it may go through. */
async function live(assert: Assert): Promise<void> {
  const mails = queuedMails()
  const page = await visit('/register')
  await page.submit(RegisterState, 'register', registration('Grace@Example.com'))
  page.assertRedirectsTo('/login')
  await page.click(mails.last().path)
  await page.submit(VerifyEmailState, 'verify', { token: mails.last().token })
  page.assertNoErrors(VerifyEmailState)
  const account = await Account.findByOrFail('email', 'grace@example.com')
  assert.isNotNull(account.emailVerifiedAt)

  const elsewhere = await logIn('grace@example.com', PASSWORD)
  await page.click('/login')
  await page.submit(LoginState, 'login', { email: 'GRACE@example.com', password: PASSWORD })
  page.assertRedirectsTo('/settings/profile')
  await page.click('/settings/security')
  await page.submit(SecurityState, 'changePassword', {
    currentPassword: PASSWORD,
    password: OTHER_PASSWORD,
    passwordConfirmation: OTHER_PASSWORD,
  })
  page.assertNoErrors(SecurityState)
  assert.equal((await page.openTab('/settings/profile')).url, '/settings/profile')
  assert.equal((await elsewhere.openTab('/settings/profile')).url, '')

  await page.submit(SecurityState, 'startTotp', { currentPassword: OTHER_PASSWORD })
  const { secret } = page.state(SecurityState).setup!
  await page.submit(SecurityState, 'enableTotp', { code: codeOf(secret, -1) })
  page.assertNoErrors(SecurityState)
  const [recovery] = page.state(SecurityState).recoveryCodes
  for (const code of [codeOf(secret), recovery]) {
    const challenged = await logIn('grace@example.com', OTHER_PASSWORD)
    challenged.assertRedirectsTo('/login/code')
    await challenged.follow()
    await challenged.submit(ChallengeState, 'confirm', { code })
    challenged.assertRedirectsTo('/settings/profile')
    const again = await logIn('grace@example.com', OTHER_PASSWORD)
    await again.follow()
    await again.submit(ChallengeState, 'confirm', { code })
    again.assertErrors(ChallengeState, ['code'])
  }

  await page.click('/settings/profile')
  await page.submit(AccountState, 'changeEmail', {
    email: 'hopper@example.com',
    currentPassword: OTHER_PASSWORD,
  })
  const confirm = await visit(mails.last().path)
  await confirm.submit(ConfirmEmailState, 'confirm', { token: mails.last().token })
  await account.refresh()
  assert.equal(account.email, 'hopper@example.com')
  const undo = await visit(mails.last().path)
  await undo.submit(UndoEmailState, 'undo', { token: mails.last().token })
  undo.assertNoErrors(UndoEmailState)
  assert.equal((await page.openTab('/settings/profile')).url, '')

  const forgot = await visit('/forgot-password')
  await forgot.submit(ForgotPasswordState, 'send', { email: 'grace@example.com' })
  const { token, path } = mails.last()
  const input = { token, password: PASSWORD, passwordConfirmation: PASSWORD }
  await forgot.click(path)
  await forgot.submit(ResetPasswordState, 'choose', input)
  forgot.assertNoErrors(ResetPasswordState)
  await forgot.submit(ResetPasswordState, 'choose', input)
  forgot.assertErrors(ResetPasswordState, ['form'])

  const last = await logIn('grace@example.com', PASSWORD)
  await last.click('/settings/profile')
  await last.submit(AccountState, 'deleteAccount', { currentPassword: PASSWORD })
  last.assertRedirectsTo('/login')
  assert.isNull(await Account.findBy('email', 'grace@example.com'))
}

for (const [dialect, tags] of DIALECTS) {
  test.group(`Accounts in the database "${dialect}"`, (group) => {
    group.tap((each) => each.tags(tags).timeout(120_000))
    group.setup(async () => {
      const { config, remove } = await freshDatabase(dialect)
      const name = `accounts_${dialect}`
      const { primaryConnectionName } = db
      db.manager.add(name, config)
      db.primaryConnectionName = name
      return async () => {
        db.primaryConnectionName = primaryConnectionName
        await db.manager.release(name)
        await remove()
      }
    })
    withAccounts(group)
    group.each.setup(() => () => mail.restore())

    test('live from their registration to their end', async ({ assert }) => {
      await live(assert)
      for (const table of ['auth_tokens', 'auth_totp', 'auth_recovery_codes', 'auth_passkeys']) {
        assert.lengthOf(await db.from(table), 0)
      }
    })

    test('have no address that differs by accents alone, if the database sees none', async ({
      assert,
    }) => {
      const jose = await makeAccount({ email: 'jose@example.com' })
      const mails = queuedMails()
      const page = await visit('/register')
      await page.submit(RegisterState, 'register', registration('josé@example.com'))
      page.assertNoErrors(RegisterState)
      page.assertRedirectsTo('/login')
      // Nobody gets a mail of somebody else's address
      assert.notInclude(
        mails.all().map(({ to }) => to),
        jose.email
      )
      const isOne = dialect === 'mysql'
      assert.lengthOf(await Account.all(), isOne ? 1 : 2)

      const other = await makeAccount({ email: 'ada@example.com' })
      const settings = await logIn(other.email, PASSWORD)
      await settings.click('/settings/profile')
      const input = { email: 'josè@example.com', currentPassword: PASSWORD }
      await settings.submit(AccountState, 'changeEmail', input)
      settings.assertNoErrors(AccountState)
      const confirm = await visit(mails.last().path)
      await confirm.submit(ConfirmEmailState, 'confirm', { token: mails.last().token })
      if (isOne) confirm.assertErrors(ConfirmEmailState, ['form'])
      else confirm.assertNoErrors(ConfirmEmailState)
    })

    test('are found by their own address alone', async ({ assert }) => {
      await makeAccount({ email: 'jose@example.com' })
      const page = await visit('/login')
      const login = { email: 'josé@example.com', password: PASSWORD }
      await page.submit(LoginState, 'login', login)
      page.assertErrors(LoginState, ['email'])
      page.assertNoSession('auth_web')
      const mails = queuedMails()
      const forgot = await visit('/forgot-password')
      await forgot.submit(ForgotPasswordState, 'send', { email: 'josé@example.com' })
      assert.lengthOf(mails.all(), 0)
    })
  })
}

for (const [store, tags] of SESSION_STORES) {
  test.group(`Accounts with sessions in the store "${store}"`, (group) => {
    withAccounts(group)
    group.tap((each) => each.tags(tags).timeout(120_000))
    if (store === 'sqlite' || store === 'postgres') {
      group.setup(() => createSessionTable(db.connection(store)))
    }
    group.each.setup(async () => {
      // The settings are there once a request has been made
      await new BrowserSession().fetch('/api/session')
      const settings = sessionSettings.current!
      settings.store = store
      app.container.swap(SessionCollection, () => new SessionCollection(settings as never))
      return () => {
        app.container.restore(SessionCollection)
        settings.store = 'memory'
        mail.restore()
      }
    })

    test('live from their registration to their end', async ({ assert, cleanup }) => {
      const sizes = sessionSizes(cleanup)
      await live(assert)
      // A cookie of 4 kB has room for 3 kB in base64, and others are in the session, too
      assert.isBelow(Math.max(...sizes), 2_000)
    })

    test('are not told apart by the size of a session, which may be a cookie', async ({
      assert,
      cleanup,
    }) => {
      const { email } = await makeAccount()
      queuedMails()
      const sizes: number[][] = []
      for (const address of [email, 'abc1@example.com']) {
        const page = await visit('/register')
        sizes.push(sessionSizes(cleanup))
        await page.submit(RegisterState, 'register', registration(address))
        page.assertRedirectsTo('/login')
      }
      const [taken, free] = sizes
      assert.isNotEmpty(free)
      assert.deepEqual(taken.slice(0, free.length), free)
    })
  })
}
