/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import mail from '@adonisjs/mail/services/main'
import { test } from '@japa/runner'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import type Account from '#models/account'
import LoginState from '#states/auth/login_state'
import SessionsState from '#states/auth/sessions_state'
import { makeAccount, PASSWORD, queuedMails, withAccounts } from '../../../helpers/auth/accounts.ts'

async function logIn(account: Account, agent: string) {
  const page = await visit('/login').withHeaders({ 'user-agent': agent })
  await page.submit(LoginState, 'login', { email: account.email, password: PASSWORD })
  page.assertNoErrors(LoginState)
  return page
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
