/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import mail from '@adonisjs/mail/services/main'
import { test } from '@japa/runner'
import axe from 'axe-core'
import type { BrowserContextOptions, Page } from 'playwright-core'
import Account from '#models/account'
import {
  makeAccount,
  OTHER_PASSWORD,
  PASSWORD,
  queuedMails,
  withAccounts,
} from '../../../helpers/auth/accounts.ts'
import { codeOf } from '../../../helpers/auth/codes.ts'
import { addAuthenticator } from '../../../../src/testing/virtual_authenticator.ts'
import { openPage, visit } from '../../../helpers/browser/main.ts'
import { baseUrl } from '../../../helpers/browser_session.ts'

/** What is wrong with a page for those who see, hear or steer otherwise. */
async function findings(page: Page): Promise<unknown[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({ include: ['main'] })
  )
  return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))
}

/** Presses Tab until a field or a button has the focus. */
async function reach(
  page: Page,
  role: 'textbox' | 'button' | 'radio' | 'link' | 'checkbox',
  name: string
) {
  const target = page.getByRole(role, { name, exact: true }).first()
  await target.waitFor()
  for (let pressed = 0; pressed < 60; pressed++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The keyboard does not reach "${name}"`)
}

async function type(page: Page, name: string, text: string) {
  const field = page.getByLabel(name, { exact: true }).first()
  await field.waitFor()
  for (let pressed = 0; pressed < 60; pressed++) {
    if (await field.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(text)
}

async function press(page: Page, name: string) {
  await reach(page, 'button', name)
  await page.keyboard.press('Enter')
}

test.group('Accounts with the keyboard alone', (group) => {
  withAccounts(group)
  group.tap((each) => each.timeout(180_000))
  group.each.setup(() => () => mail.restore())

  const open = (options: BrowserContextOptions = {}) => openPage({ baseURL: baseUrl(), ...options })

  async function logIn(page: Page, email: string, password = PASSWORD) {
    await visit(page, '/login')
    await type(page, 'Email address', email)
    await type(page, 'Password', password)
    await press(page, 'Log in')
  }

  test('are made, verified, left, and entered with a new password', async ({ assert }) => {
    const mails = queuedMails()
    const page = await open()
    await visit(page, '/register')
    assert.deepEqual(await findings(page), [])
    await type(page, 'Name', 'Grace Hopper')
    await type(page, 'Email address', 'grace@example.com')
    await type(page, 'Password', PASSWORD)
    await type(page, 'Password again', PASSWORD)
    await press(page, 'Create account')
    await page.waitForURL('**/login')
    await page.locator('.auth-success').getByText('We have sent you an email').waitFor()
    assert.deepEqual(await findings(page), [])

    await visit(page, mails.last().path)
    assert.deepEqual(await findings(page), [])
    await press(page, 'Verify')
    await page.locator('.auth-success').getByText('Your address is verified').waitFor()

    await logIn(page, 'grace@example.com')
    await page.waitForURL('**/settings/profile')
    assert.deepEqual(await findings(page), [])
    await press(page, 'Log out')
    await page.waitForURL('**/login')

    await visit(page, '/forgot-password')
    assert.deepEqual(await findings(page), [])
    await type(page, 'Email address', 'grace@example.com')
    await press(page, 'Send the link')
    await page.locator('.auth-success').waitFor()
    await visit(page, mails.last().path)
    assert.deepEqual(await findings(page), [])
    await type(page, 'Password', OTHER_PASSWORD)
    await type(page, 'Password again', OTHER_PASSWORD)
    await press(page, 'Set the password')
    await page.waitForURL('**/login')
    await logIn(page, 'grace@example.com', OTHER_PASSWORD)
    await page.waitForURL('**/settings/profile')
  })

  test('get a second factor, and are entered with a recovery code', async ({ assert }) => {
    const account = await makeAccount()
    queuedMails()
    const page = await open()
    await logIn(page, account.email)
    await page.waitForURL('**/settings/profile')
    await visit(page, '/settings/security')
    assert.deepEqual(await findings(page), [])
    const section = page.locator('section', { hasText: 'Second factor' })
    await section.getByLabel('Your current password').focus()
    await page.keyboard.type(PASSWORD)
    await press(page, 'Set it up')
    const secret = await section.locator('code').innerText()
    assert.deepEqual(await findings(page), [])
    await type(page, 'Enter the code that it shows', codeOf(secret))
    await press(page, 'Turn it on')
    const recovery = await section.locator('li').first().innerText()
    assert.deepEqual(await findings(page), [])
    await press(page, 'Log out')
    await page.getByRole('heading', { name: 'Log in' }).waitFor()

    await logIn(page, account.email)
    await page.waitForURL('**/login/code')
    assert.deepEqual(await findings(page), [])
    await type(page, 'Code', recovery)
    await press(page, 'Continue')
    await page.waitForURL('**/settings/profile')
  })

  test('stay entered by what their browser is remembered by', async () => {
    const account = await makeAccount()
    const page = await open()
    await visit(page, '/login')
    await type(page, 'Email address', account.email)
    await type(page, 'Password', PASSWORD)
    await reach(page, 'checkbox', 'Stay logged in')
    await page.keyboard.press('Space')
    await press(page, 'Log in')
    await page.waitForURL('**/settings/profile')
    await page.context().clearCookies({ name: 'lab_session' })
    await visit(page, '/settings/profile')
    await page.getByRole('heading', { name: 'Profile' }).waitFor()
  })

  test('get another address, and are left in other browsers at once', async ({ assert }) => {
    const account = await makeAccount()
    const mails = queuedMails()
    const other = await open()
    await logIn(other, account.email)
    await other.waitForURL('**/settings/profile')
    const page = await open()
    await logIn(page, account.email)
    await page.waitForURL('**/settings/profile')
    await type(page, 'New email address', 'another@example.com')
    const section = page.locator('section', { hasText: 'New email address' })
    await section.getByLabel('Your current password').focus()
    await page.keyboard.type(PASSWORD)
    await press(page, 'Change the address')
    await page.locator('.auth-success').getByText('We have sent a link').waitFor()
    assert.deepEqual(await findings(page), [])
    await visit(page, mails.last().path)
    assert.deepEqual(await findings(page), [])
    await press(page, 'Confirm')
    await page.locator('.auth-success').waitFor()
    await account.refresh()
    assert.equal(account.email, 'another@example.com')

    await visit(page, '/settings/sessions')
    await press(page, 'Log out all others')
    await other.waitForURL('**/sign-in')
    await page.getByText('This browser').waitFor()
    assert.deepEqual(await findings(page), [])
  })

  test('are entered with a passkey', async ({ assert }) => {
    const account = await makeAccount()
    const page = await open()
    await addAuthenticator(page)
    await logIn(page, account.email)
    await page.waitForURL('**/settings/profile')
    await visit(page, '/settings/passkeys')
    await type(page, 'Name of the passkey', 'A key')
    await type(page, 'Your current password', PASSWORD)
    await press(page, 'Add a passkey')
    await page.getByText('A key · Never used').waitFor()
    assert.deepEqual(await findings(page), [])
    await press(page, 'Log out')
    await page.getByRole('heading', { name: 'Log in' }).waitFor()
    await press(page, 'Log in with a passkey')
    await page.waitForURL('**/settings/profile')
  })

  test('are left in all tabs, and deleted', async ({ assert }) => {
    const account = await makeAccount()
    const page = await open()
    await logIn(page, account.email)
    await page.waitForURL('**/settings/profile')
    const other = await page.context().newPage()
    await visit(other, '/settings/profile')
    const section = page.locator('section', { hasText: 'Delete your account' })
    await section.getByLabel('Your current password').focus()
    await page.keyboard.type(PASSWORD)
    await press(page, 'Delete my account')
    await page.waitForURL('**/login')
    await other.waitForURL('**/sign-in')
    assert.isNull(await Account.find(account.id))
  })

  test('have pages in the {$self} scheme that axe finds nothing in')
    .with(['light', 'dark'] as const)
    .run(async ({ assert }, colorScheme) => {
      const account = await makeAccount()
      const page = await open({ colorScheme })
      for (const path of ['/login', '/register', '/forgot-password', '/verify-email?token=x']) {
        await visit(page, path)
        assert.deepEqual(await findings(page), [], path)
      }
      await logIn(page, account.email, 'wrong')
      await page.locator('.auth-error').waitFor()
      assert.deepEqual(await findings(page), [])
      await logIn(page, account.email)
      await page.waitForURL('**/settings/profile')
      for (const name of ['profile', 'security', 'sessions', 'appearance']) {
        await visit(page, `/settings/${name}`)
        assert.deepEqual(await findings(page), [], name)
      }
    })
})
