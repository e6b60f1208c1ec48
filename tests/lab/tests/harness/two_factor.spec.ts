/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { connect, twoFactor, visit } from 'reflex-adonis/plugins/japa'
import ChallengeState from '#states/auth/challenge_state'
import LoginState from '#states/auth/login_state'
import SecurityState from '#states/auth/security_state'
import { makeAccount, PASSWORD, withAccounts } from '../../../helpers/auth/accounts.ts'

test.group('The second factor in tests', (group) => {
  withAccounts(group)

  test('is on for the user of a page, of a socket, and of an event request', async ({
    assert,
    beginEventRequest,
  }) => {
    const account = await makeAccount()
    const without = await visit('/settings/security').as(account)
    assert.isFalse(without.state(SecurityState).isTotpOn)
    const page = await visit('/settings/security').as(account).withTwoFactor()
    assert.isTrue(page.state(SecurityState).isTotpOn)
    assert.equal(page.state(SecurityState).recoveryLeft, 10)
    const tab = await connect('/settings/security')
      .as(await makeAccount())
      .withTwoFactor()
    assert.isTrue(tab.state(SecurityState).isTotpOn)
    const event = await beginEventRequest(await makeAccount(), {
      path: '/settings/security',
    }).withTwoFactor()
    const security = await event.state(SecurityState)
    await security.open()
    assert.isTrue(security.isTotpOn)
  })

  test('has codes, each of which is good once', async () => {
    const account = await makeAccount()
    const { code, recoveryCodes } = await twoFactor(account)
    for (const typed of [code(), code(1), recoveryCodes[0]]) {
      const page = await visit('/login')
      await page.submit(LoginState, 'login', { email: account.email, password: PASSWORD })
      page.assertRedirectsTo('/login/code')
      await page.follow()
      await page.submit(ChallengeState, 'confirm', { code: typed })
      page.assertRedirectsTo('/settings/profile')
      const again = await visit('/login')
      await again.submit(LoginState, 'login', { email: account.email, password: PASSWORD })
      await again.follow()
      await again.submit(ChallengeState, 'confirm', { code: typed })
      again.assertErrors(ChallengeState, ['code'])
    }
  })

  test('is of nobody who is not there', async ({ assert }) => {
    await assert.rejects(() => twoFactor(undefined), /Cannot sign undefined in/)
    await assert.rejects(
      async () => void (await visit('/settings/security').withTwoFactor()),
      /Cannot sign undefined in/
    )
  })
})
