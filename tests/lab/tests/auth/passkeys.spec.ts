/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import db from '@adonisjs/lucid/services/db'
import mail from '@adonisjs/mail/services/main'
import { test } from '@japa/runner'
import { visit as visitAlone } from 'reflex-adonis/plugins/japa'
import type { Page } from 'playwright-core'
import LoginState from '#states/auth/login_state'
import PasskeyLoginState from '#states/auth/passkey_login_state'
import PasskeysState from '#states/auth/passkeys_state'
import { makeAccount, PASSWORD, queuedMails, withAccounts } from '../../../helpers/auth/accounts.ts'
import { addAuthenticator } from '../../../../src/testing/virtual_authenticator.ts'
import { openPage, visit } from '../../../helpers/browser/main.ts'
import { baseUrl } from '../../../helpers/browser_session.ts'

test.group('Passkeys', (group) => {
  withAccounts(group)
  group.tap((each) => each.timeout(180_000))
  group.each.setup(() => {
    queuedMails()
    return () => mail.restore()
  })

  async function logIn(page: Page, email: string) {
    await visit(page, '/login')
    await page.getByLabel('Email address').fill(email)
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Log in', exact: true }).click()
    await page.waitForURL('**/settings/profile')
  }

  async function addPasskey(page: Page, name: string) {
    await visit(page, '/settings/passkeys')
    await page.getByLabel('Name of the passkey').fill(name)
    await page.getByLabel('Your current password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText(`${name} · Never used`).waitFor()
  }

  test('are added, log their user in without a password, and are removed', async ({ assert }) => {
    const account = await makeAccount()
    const page = await openPage({ baseURL: baseUrl() })
    await addAuthenticator(page)
    await logIn(page, account.email)
    await addPasskey(page, 'My laptop')
    const [row] = await db.from('auth_passkeys')
    assert.equal(row.user_id, String(account.id))

    await page.getByRole('button', { name: 'Log out' }).click()
    await page.waitForURL('**/login')
    await page.getByRole('button', { name: 'Log in with a passkey' }).click()
    await page.waitForURL('**/settings/profile')
    await visit(page, '/settings/passkeys')
    await page.getByText('My laptop · Last used').waitFor()

    await page.getByRole('button', { name: 'Remove: My laptop' }).click()
    await page.getByText('The passkey has been removed.').waitFor()
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.waitForURL('**/login')
    await page.getByRole('button', { name: 'Log in with a passkey' }).click()
    await page.getByRole('alert').getByText('This passkey cannot be used.').waitFor()
  })

  test('are answers to one question, of one browser, once', async ({ assert }) => {
    const account = await makeAccount()
    const page = await openPage({ baseURL: baseUrl() })
    await addAuthenticator(page)
    await logIn(page, account.email)
    await addPasskey(page, 'My laptop')
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.waitForURL('**/login')

    // What the browser signs for a question of another one
    const thief = await visitAlone('/login')
    const { challenge } = (await thief.state(PasskeyLoginState).ask()) as { challenge: string }
    const sign = (question: string) =>
      page.evaluate(async (text) => {
        const bytes = (value: string) =>
          Uint8Array.from(atob(value.replaceAll('-', '+').replaceAll('_', '/')), (each) =>
            each.charCodeAt(0)
          )
        const credential = (await navigator.credentials.get({
          publicKey: { challenge: bytes(text), rpId: 'localhost', userVerification: 'required' },
        })) as PublicKeyCredential & { toJSON(): unknown }
        return JSON.stringify(credential.toJSON())
      }, question)
    const response = await sign(challenge)

    const other = await visitAlone('/login')
    await other.state(PasskeyLoginState).ask()
    await other.submit(PasskeyLoginState, 'enter', { response })
    other.assertErrors(PasskeyLoginState, ['form'])
    const silent = await visitAlone('/login')
    await silent.submit(PasskeyLoginState, 'enter', { response })
    silent.assertErrors(PasskeyLoginState, ['form'])

    const changed = JSON.parse(response) as { response: { signature: string } }
    changed.response.signature = changed.response.signature.replace(/.{4}$/, 'AAAA')
    await thief.submit(PasskeyLoginState, 'enter', { response: JSON.stringify(changed) })
    thief.assertErrors(PasskeyLoginState, ['form'])
    // The question is used up
    await thief.submit(PasskeyLoginState, 'enter', { response })
    thief.assertErrors(PasskeyLoginState, ['form'])

    const again = (await thief.state(PasskeyLoginState).ask()) as { challenge: string }
    await thief.submit(PasskeyLoginState, 'enter', { response: await sign(again.challenge) })
    thief.assertNoErrors(PasskeyLoginState)
    thief.assertSession('auth_web', account.id)
    assert.notEqual(again.challenge, challenge)
  })

  test('are refused in forms that nobody could have filled in', async ({ assert }) => {
    const account = await makeAccount()
    const page = await visitAlone('/login')
    for (const response of [
      '',
      '{',
      '[]',
      '{"id":1}',
      '{"id":"x","response":{}}',
      'x'.repeat(17_000),
    ]) {
      await page.submit(PasskeyLoginState, 'enter', { response })
      assert.lengthOf(Object.keys(page.state(PasskeyLoginState).errors), 1)
    }
    await page.submit(LoginState, 'login', { email: account.email, password: PASSWORD })
    await page.click('/settings/passkeys')
    await page.submit(PasskeysState, 'ask', { currentPassword: 'wrong' })
    page.assertErrors(PasskeysState, ['currentPassword'])
    await page.submit(PasskeysState, 'add', { name: 'x', response: '{"id":"x","response":{}}' })
    page.assertErrors(PasskeysState, ['form'])
  })
})
