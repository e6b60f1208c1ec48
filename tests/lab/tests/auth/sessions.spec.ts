/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import mail from '@adonisjs/mail/services/main'
import { test } from '@japa/runner'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import reflex from 'reflex-adonis/services/main'
import Account from '#models/account'
import AccountState from '#states/auth/account_state'
import AuthModeState from '#states/auth_mode_state'
import IdentityState from '#states/identity_state'
import MistakeState from '#states/mistake_state'
import LoginState from '#states/auth/login_state'
import SecurityState from '#states/auth/security_state'
import SessionsState from '#states/auth/sessions_state'
import { gates } from '#services/gates'
import { BrowserSession } from '../../../helpers/browser_session.ts'
import {
  makeAccount,
  OTHER_PASSWORD,
  PASSWORD,
  queuedMails,
  withAccounts,
} from '../../../helpers/auth/accounts.ts'

async function logIn(account: Account, agent: string, remember?: 'on') {
  const page = await visit('/login').withHeaders({ 'user-agent': agent })
  await page.submit(LoginState, 'login', {
    email: account.email,
    password: PASSWORD,
    ...(remember && { remember }),
  })
  page.assertNoErrors(LoginState)
  return page
}

/** Waits until something has come to a gate. */
async function hasReached(gate: string): Promise<void> {
  const until = performance.now() + 5_000
  while (gates.waiting(gate) === 0) {
    if (performance.now() > until) throw new Error(`Nothing has come to the gate "${gate}"`)
    await setTimeout(5)
  }
}

/** Names of the remember-me tokens of an account, the oldest first. */
async function remembered(account: Account): Promise<number[]> {
  const tokens = await Account.rememberMeTokens.all(account)
  return tokens.map(({ identifier }) => Number(identifier)).sort((a, b) => a - b)
}

test.group('The sessions of a user', (group) => {
  withAccounts(group)
  group.each.setup(() => {
    queuedMails()
    return () => mail.restore()
  })

  test('are listed with their browsers, and end one by one', async ({ assert }) => {
    const account = await makeAccount()
    const phone = await logIn(account, 'A phone')
    const page = await logIn(account, 'A computer')
    await logIn(await makeAccount(), 'A stranger')
    await page.click('/settings/sessions')
    const list = page.state(SessionsState)
    assert.isTrue(list.areListed)
    assert.sameMembers(
      list.sessions.map(({ agent, current }) => `${agent} ${current}`),
      ['A phone false', 'A computer true']
    )
    const { id } = list.sessions.find(({ current }) => !current)!
    await page.submit(SessionsState, 'end', { id })
    assert.lengthOf(list.sessions, 1)
    const tab = await phone.openTab('/settings/sessions')
    assert.equal(tab.url, '')
    const own = await page.openTab('/settings/sessions')
    assert.equal(own.url, '/settings/sessions')
  })

  test('of somebody else are not found', async ({ assert }) => {
    const victim = await logIn(await makeAccount(), 'A victim')
    await victim.click('/settings/sessions')
    const [{ id }] = victim.state(SessionsState).sessions
    const thief = await logIn(await makeAccount(), 'A thief')
    await thief.click('/settings/sessions')
    await thief.submit(SessionsState, 'end', { id })
    const tab = await victim.openTab('/settings/sessions')
    assert.equal(tab.url, '/settings/sessions')
  })

  test('of another guard, whose users have the same ids, are neither listed nor ended', async ({
    assert,
  }) => {
    const account = await makeAccount()
    const staff = new BrowserSession()
    const body = new URLSearchParams({ id: String(account.id) })
    await staff.fetch('/staff/sign-in', { method: 'POST', body })
    const page = await logIn(account, 'A computer')
    await page.click('/settings/sessions')
    assert.lengthOf(page.state(SessionsState).sessions, 1)
    await page.submit(SessionsState, 'endOthers', {})
    assert.equal(await (await staff.fetch('/staff')).text(), 'Ada Lovelace')
  })

  test('end all but one, with their open tabs', async ({ assert }) => {
    const account = await makeAccount()
    const elsewhere = await connect('/login')
    await elsewhere.submit(LoginState, 'login', { email: account.email, password: PASSWORD })
    await elsewhere.waitFor(() => elsewhere.url === '/settings/profile')
    const page = await logIn(account, 'A computer')
    await page.click('/settings/sessions')
    assert.lengthOf(page.state(SessionsState).sessions, 2)
    await page.submit(SessionsState, 'endOthers', {})
    assert.lengthOf(page.state(SessionsState).sessions, 1)
    await elsewhere.waitFor(
      () => elsewhere.url !== '/settings/profile' || elsewhere.connection === 'stopped'
    )
  })
})

test.group('A browser that is remembered', (group) => {
  withAccounts(group)
  group.each.setup(() => {
    queuedMails()
    return () => mail.restore()
  })

  test('does not come back once its session was ended, and others do: {$self}')
    .with(['after further requests', 'right after its login'])
    .run(async ({ assert }, when) => {
      const account = await makeAccount()
      const tablet = await logIn(account, 'A tablet', 'on')
      await tablet.follow()
      const tokens = await remembered(account)
      const phone = await logIn(account, 'A phone', 'on')
      if (when === 'after further requests') await phone.follow()
      const page = await logIn(account, 'A computer')
      await page.click('/settings/sessions')
      const { id } = page.state(SessionsState).sessions.find(({ agent }) => agent === 'A phone')!
      await page.submit(SessionsState, 'end', { id })
      assert.deepEqual(await remembered(account), tokens)
      const gone = await phone.openTab('/settings/sessions')
      assert.equal(gone.url, '')
    })

  test('is remembered although a session without that was ended', async ({ assert }) => {
    const account = await makeAccount()
    // Of a tablet whose session is over
    await Account.rememberMeTokens.create(account, '1 day')
    await logIn(account, 'A phone')
    const page = await logIn(account, 'A computer')
    await page.click('/settings/sessions')
    const { id } = page.state(SessionsState).sessions.find(({ agent }) => agent === 'A phone')!
    await page.submit(SessionsState, 'end', { id })
    assert.lengthOf(await remembered(account), 1)
  })

  test('comes back as its user where its session alone was ended', async ({ assert }) => {
    const account = await makeAccount()
    const tab = await connect('/login')
    await tab.submit(LoginState, 'login', {
      email: account.email,
      password: PASSWORD,
      remember: 'on',
    })
    await tab.waitFor(() => tab.url === '/settings/profile')
    await reflex.sessions.endOf(account.id)
    await tab.waitFor(() => tab.connection !== 'connected')
    await tab.waitFor(() => tab.connection === 'connected')
    // Longer than a tab has until it is sent away
    await setTimeout(1_000)
    await tab.waitFor(() => tab.connection === 'connected')
    assert.equal(tab.url, '/settings/profile')
    await tab.click('/settings/sessions')
    assert.lengthOf(tab.state(SessionsState).sessions, 1)
  })

  test('stays so where it ends all others', async ({ assert }) => {
    const account = await makeAccount()
    await logIn(account, 'A phone', 'on')
    const page = await logIn(account, 'A computer', 'on')
    const [, own] = await remembered(account)
    await page.click('/settings/sessions')
    await page.submit(SessionsState, 'endOthers', {})
    assert.deepEqual(await remembered(account), [own])
  })
})

test.group('The session of a password', (group) => {
  withAccounts(group)
  group.each.setup(() => {
    queuedMails()
    gates.reset()
    return () => mail.restore()
  })

  test('goes on in all of its tabs when one of them changes the password', async ({
    assert,
    cleanup,
  }) => {
    const account = await makeAccount()
    const page = await logIn(account, 'A computer')
    await page.click('/settings/security')
    const second = await page.openTab('/settings/profile')
    await second.submit(AccountState, 'save', { fullName: 'Before' })
    const { sessions } = reflex
    cleanup(() => void Reflect.deleteProperty(sessions, 'endOf'))
    sessions.endOf = async () => gates.pass('password')

    const changed = page.submit(SecurityState, 'changePassword', {
      currentPassword: PASSWORD,
      password: OTHER_PASSWORD,
      passwordConfirmation: OTHER_PASSWORD,
    })
    await hasReached('password')
    await second.submit(AccountState, 'save', { fullName: 'Meanwhile' })
    const third = await second.openTab('/settings/profile')
    assert.equal(third.url, '/settings/profile')
    gates.open('password')
    await changed
    const last = await page.openTab('/settings/profile')
    assert.equal(last.url, '/settings/profile')
    await second.submit(AccountState, 'save', { fullName: 'After' })
    second.assertNoErrors(AccountState)
    await account.refresh()
    assert.equal(account.fullName, 'After')
  })

  test('is that of whoever logs in by other means: {$self}')
    .with(['another account', 'a user without flows'])
    .run(async ({ assert }, who) => {
      const page = await logIn(await makeAccount(), 'A computer')
      const other = await makeAccount({ fullName: 'Grace Hopper' })
      await page.click('/identity')
      await page.state(IdentityState).login(who === 'another account' ? other.id : 2)
      const tab = await page.openTab('/identity')
      await tab.state(IdentityState).load()
      assert.equal(tab.state(IdentityState).name, 'Grace Hopper')
    })

  test('ends although a request that had begun before reads the user anew', async ({ assert }) => {
    const account = await makeAccount()
    const page = await logIn(account, 'A computer')
    await page.click('/identity')
    const slow = page.state(IdentityState).reread()
    await hasReached('reread')
    await account.merge({ password: OTHER_PASSWORD }).save()
    gates.open('reread')
    await slow
    const tab = await page.openTab('/settings/profile')
    assert.equal(tab.url, '')
  })

  test('ends in events that run session and auth alone', async ({ assert }) => {
    const account = await makeAccount()
    const page = await logIn(account, 'A computer')
    const tab = await page.openTab('/request/7')
    await account.merge({ password: OTHER_PASSWORD }).save()
    assert.isNull(await tab.state(AuthModeState).who())
    tab.assertNoSession('auth_web')
  })

  test('leaves nothing behind where an event that finds it over stores something', async () => {
    const account = await makeAccount()
    const page = await visit('/login').withSession({ before: 'mine' })
    await page.submit(LoginState, 'login', { email: account.email, password: PASSWORD })
    const tab = await page.openTab('/mistakes')
    await account.merge({ password: OTHER_PASSWORD }).save()
    await tab.state(MistakeState).keep('after', 'nobody')
    tab.assertSession('after', 'nobody')
    for (const key of ['auth_web', 'before', 'account_stamp']) tab.assertNoSession(key)
  })
})
