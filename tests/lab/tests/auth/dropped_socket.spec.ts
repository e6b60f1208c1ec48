/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import emitter from '@adonisjs/core/services/emitter'
import mail from '@adonisjs/mail/services/main'
import { test } from '@japa/runner'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import type { AuthFlowEvents } from 'reflex-adonis/auth'
import type { ConnectedTab } from 'reflex-adonis/plugins/japa'
import Account from '#models/account'
import AccountState from '#states/auth/account_state'
import ChallengeState from '#states/auth/challenge_state'
import LoginState from '#states/auth/login_state'
import LogoutState from '#states/auth/logout_state'
import RegisterState from '#states/auth/register_state'
import ResetPasswordState from '#states/auth/reset_password_state'
import ForgotPasswordState from '#states/auth/forgot_password_state'
import SecurityState from '#states/auth/security_state'
import {
  makeAccount,
  OTHER_PASSWORD,
  PASSWORD,
  queuedMails,
  withAccounts,
} from '../../../helpers/auth/accounts.ts'
import { codeOf } from '../../../helpers/auth/codes.ts'

/** A busy machine hashes passwords slowly. */
const PATIENT = { timeout: 20_000 }

/** How often each thing that happens to an account was told from here on. */
function heard(cleanup: (restore: () => void) => void, ...names: (keyof AuthFlowEvents)[]) {
  const counts = new Map<string, number>()
  for (const name of names) {
    cleanup(emitter.on(name, () => void counts.set(name, (counts.get(name) ?? 0) + 1)))
  }
  return counts
}

/** Does something whose answer is lost, with the socket. */
async function lose(tab: ConnectedTab, act: () => Promise<unknown>) {
  const answered = Promise.withResolvers<void>()
  tab.network.drop('in', {
    times: 1_000,
    where(frame) {
      if (frame.t === undefined && frame.id !== undefined) answered.resolve()
      return true
    },
  })
  const acted = act()
  await answered.promise
  tab.network.calm().cut()
  await acted
}

/** Does something that is lost on its way, with the socket. */
async function loseQuestion(tab: ConnectedTab, act: () => Promise<unknown>) {
  tab.network.drop('out')
  const acted = act()
  tab.network.cut()
  await acted
}

test.group('Accounts whose socket is dropped in the middle', (group) => {
  withAccounts(group)
  group.tap((each) => each.timeout(60_000))
  group.each.setup(() => () => mail.restore())

  test('are made once', async ({ assert, cleanup }) => {
    const mails = queuedMails()
    const events = heard(cleanup, 'auth:registered')
    const tab = await connect('/register')
    await lose(tab, () =>
      tab.submit(RegisterState, 'register', {
        fullName: 'Grace Hopper',
        email: 'grace@example.com',
        password: PASSWORD,
        passwordConfirmation: PASSWORD,
      })
    )
    await tab.waitFor(() => tab.url === '/login', PATIENT)
    assert.lengthOf(await Account.all(), 1)
    assert.lengthOf(mails.all(), 1)
    assert.deepEqual([...events.values()], [1])
  })

  test('are entered by another try where the browser got no cookies of the first', async ({
    assert,
    cleanup,
  }) => {
    queuedMails()
    const { email } = await makeAccount()
    const events = heard(cleanup, 'auth:login')
    const tab = await connect('/login')
    await lose(tab, () => tab.submit(LoginState, 'login', { email, password: PASSWORD }))
    const again = await tab.openTab('/login')
    assert.equal(again.url, '/login')
    await again.submit(LoginState, 'login', { email, password: PASSWORD })
    await again.waitFor(() => again.url === '/settings/profile', PATIENT)
    assert.deepEqual([...events.values()], [2])
  })

  test('are entered, used and left', async ({ assert, cleanup }) => {
    queuedMails()
    const account = await makeAccount()
    const events = heard(cleanup, 'auth:login', 'auth:profile_changed', 'auth:logout')
    const tab = await connect('/login')
    await loseQuestion(tab, () =>
      tab.submit(LoginState, 'login', { email: account.email, password: PASSWORD })
    )
    await tab.waitFor(() => tab.url === '/settings/profile', PATIENT)
    await lose(tab, () => tab.submit(AccountState, 'save', { fullName: 'Another name' }))
    await account.refresh()
    assert.equal(account.fullName, 'Another name')
    await lose(tab, () => tab.submit(LogoutState, 'logout', {}))
    await tab.waitFor(() => tab.url === '/login', PATIENT)
    assert.deepEqual([...events.values()], [1, 1, 1])
    const again = await tab.openTab('/login')
    assert.equal(again.url, '/login')
  })

  test('get another password, and a second factor', async ({ assert, cleanup }) => {
    queuedMails()
    const account = await makeAccount()
    const events = heard(cleanup, 'auth:password_changed', 'auth:totp_enabled', 'auth:login')
    const tab = await connect('/login')
    await tab.submit(LoginState, 'login', { email: account.email, password: PASSWORD })
    await tab.waitFor(() => tab.url === '/settings/profile', PATIENT)
    await tab.click('/settings/security')
    await lose(tab, () =>
      tab.submit(SecurityState, 'changePassword', {
        currentPassword: PASSWORD,
        password: OTHER_PASSWORD,
        passwordConfirmation: OTHER_PASSWORD,
      })
    )
    await tab.submit(SecurityState, 'startTotp', { currentPassword: OTHER_PASSWORD })
    const { secret } = tab.state(SecurityState).setup!
    await lose(tab, () => tab.submit(SecurityState, 'enableTotp', { code: codeOf(secret, -1) }))
    // The codes are shown once, and were not seen yet
    await tab.waitFor(() => tab.state(SecurityState).recoveryCodes.length === 10, PATIENT)
    events.clear()
    const other = await connect('/login')
    await other.submit(LoginState, 'login', { email: account.email, password: OTHER_PASSWORD })
    await other.waitFor(() => other.url === '/login/code', PATIENT)
    await loseQuestion(other, () =>
      other.submit(ChallengeState, 'confirm', { code: codeOf(secret) })
    )
    await other.waitFor(() => other.url === '/settings/profile', PATIENT)
    assert.deepEqual([...events], [['auth:login', 1]])
  })

  test('get a new password for a forgotten one', async ({ assert, cleanup }) => {
    const mails = queuedMails()
    const account = await makeAccount()
    const events = heard(cleanup, 'auth:reset_requested', 'auth:password_changed')
    const tab = await connect('/forgot-password')
    await lose(tab, () => tab.submit(ForgotPasswordState, 'send', { email: account.email }))
    assert.lengthOf(mails.all(), 1)
    assert.isTrue(events.has('auth:reset_requested'))
    const { path, token } = mails.last()
    await tab.click(path)
    await lose(tab, () =>
      tab.submit(ResetPasswordState, 'choose', {
        token,
        password: OTHER_PASSWORD,
        passwordConfirmation: OTHER_PASSWORD,
      })
    )
    await tab.waitFor(() => tab.url === '/login', PATIENT)
    const page = await visit('/login')
    await page.submit(LoginState, 'login', { email: account.email, password: OTHER_PASSWORD })
    page.assertRedirectsTo('/settings/profile')
  })

  test('are deleted once', async ({ assert, cleanup }) => {
    queuedMails()
    const account = await makeAccount()
    const events = heard(cleanup, 'auth:account_deleted')
    const tab = await connect('/login')
    await tab.submit(LoginState, 'login', { email: account.email, password: PASSWORD })
    await tab.waitFor(() => tab.url === '/settings/profile', PATIENT)
    await lose(tab, () => tab.submit(AccountState, 'deleteAccount', { currentPassword: PASSWORD }))
    await tab.waitFor(() => tab.url === '/login', PATIENT)
    assert.lengthOf(await Account.all(), 0)
    assert.deepEqual([...events.values()], [1])
  })
})
