/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import mail from '@adonisjs/mail/services/main'
import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import Account from '#models/account'
import {
  makeAccount,
  OTHER_PASSWORD,
  PASSWORD,
  queuedMails,
  withAccounts,
} from '../../../helpers/auth/accounts.ts'
import { codeOf } from '../../../helpers/auth/codes.ts'
import { openPage } from '../../../helpers/browser/main.ts'
import { baseUrl } from '../../../helpers/browser_session.ts'

test.group('Accounts without JavaScript', (group) => {
  withAccounts(group)
  group.tap((each) => each.timeout(180_000))
  group.each.setup(() => () => mail.restore())

  const open = () => openPage({ baseURL: baseUrl(), javaScriptEnabled: false })

  async function logIn(page: Page, email: string, password = PASSWORD) {
    await page.goto('/login')
    await page.getByLabel('Email address').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Log in', exact: true }).click()
  }

  test('are made, verified, used and left', async ({ assert }) => {
    const mails = queuedMails()
    const page = await open()
    await page.goto('/register')
    await page.getByLabel('Name').fill('Grace Hopper')
    await page.getByLabel('Email address').fill('grace@example.com')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByLabel('Password again').fill('another one')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.locator('.auth-error').waitFor()
    assert.equal(await page.getByLabel('Email address').inputValue(), 'grace@example.com')
    assert.equal(await page.getByLabel('Password', { exact: true }).inputValue(), '')

    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByLabel('Password again').fill(PASSWORD)
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.locator('.auth-success').getByText('We have sent you an email').waitFor()

    await page.goto(mails.last().path)
    await page.getByRole('button', { name: 'Verify' }).click()
    await page.locator('.auth-success').getByText('Your address is verified').waitFor()
    const account = await Account.findByOrFail('email', 'grace@example.com')
    assert.isNotNull(account.emailVerifiedAt)

    await logIn(page, 'grace@example.com', 'wrong')
    await page.getByText('The address or the password is wrong.').waitFor()
    await logIn(page, 'grace@example.com')
    await page.waitForURL('**/settings/profile')
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.waitForURL('**/login')
    await page.goto('/settings/profile')
    assert.equal(new URL(page.url()).pathname, '/sign-in')
  })

  test('get a new password', async () => {
    const account = await makeAccount()
    const mails = queuedMails()
    const page = await open()
    await page.goto('/forgot-password')
    await page.getByLabel('Email address').fill(account.email)
    await page.getByRole('button', { name: 'Send the link' }).click()
    await page.locator('.auth-success').waitFor()
    await page.goto(mails.last().path)
    await page.getByLabel('Password', { exact: true }).fill(OTHER_PASSWORD)
    await page.getByLabel('Password again').fill('another one')
    await page.getByRole('button', { name: 'Set the password' }).click()
    await page.locator('.auth-error').waitFor()
    await page.getByLabel('Password', { exact: true }).fill(OTHER_PASSWORD)
    await page.getByLabel('Password again').fill(OTHER_PASSWORD)
    await page.getByRole('button', { name: 'Set the password' }).click()
    await page.waitForURL('**/login')
    await logIn(page, account.email, OTHER_PASSWORD)
    await page.waitForURL('**/settings/profile')
  })

  test('get another name and address, and are left in other browsers', async ({ assert }) => {
    const account = await makeAccount()
    const mails = queuedMails()
    const other = await open()
    await logIn(other, account.email)
    await other.waitForURL('**/settings/profile')
    const page = await open()
    await logIn(page, account.email)
    await page.waitForURL('**/settings/profile')
    await page.getByLabel('Name', { exact: true }).fill('Grace Hopper')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.locator('.auth-success').getByText('Saved').waitFor()
    const section = page.locator('section', { hasText: 'New email address' })
    await section.getByLabel('New email address').fill('another@example.com')
    await section.getByLabel('Your current password').fill(PASSWORD)
    await section.getByRole('button', { name: 'Change the address' }).click()
    await page.locator('.auth-success').getByText('We have sent a link').waitFor()
    await page.goto(mails.last().path)
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.locator('.auth-success').waitFor()
    await account.refresh()
    assert.deepInclude(account.$attributes, {
      fullName: 'Grace Hopper',
      email: 'another@example.com',
    })

    await page.goto('/settings/sessions')
    await page.getByRole('button', { name: 'Log out all others' }).click()
    await page.locator('.auth-success').waitFor()
    await other.goto('/settings/profile')
    assert.equal(new URL(other.url()).pathname, '/sign-in')
  })

  test('stay entered by what their browser is remembered by, and are deleted', async ({
    assert,
  }) => {
    const account = await makeAccount()
    queuedMails()
    const page = await open()
    await page.goto('/login')
    await page.getByLabel('Stay logged in').check()
    await page.getByLabel('Email address').fill(account.email)
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Log in', exact: true }).click()
    await page.waitForURL('**/settings/profile')
    await page.context().clearCookies({ name: 'lab_session' })
    await page.goto('/settings/profile')
    const section = page.locator('section', { hasText: 'Delete your account' })
    await section.getByLabel('Your current password').fill('wrong')
    await section.getByRole('button', { name: 'Delete my account' }).click()
    await page.getByText('This is not your current password').waitFor()
    await section.getByLabel('Your current password').fill(PASSWORD)
    await section.getByRole('button', { name: 'Delete my account' }).click()
    await page.waitForURL('**/login')
    assert.isNull(await Account.find(account.id))
  })

  test('get a second factor', async ({ assert }) => {
    const account = await makeAccount()
    queuedMails()
    const page = await open()
    await logIn(page, account.email)
    await page.goto('/settings/security')
    const section = page.locator('section', { hasText: 'Second factor' })
    await section.getByLabel('Your current password').fill(PASSWORD)
    await section.getByRole('button', { name: 'Set it up' }).click()
    const secret = await section.locator('code').innerText()
    await section.getByLabel('Enter the code that it shows').fill(codeOf(secret, -1))
    await section.getByRole('button', { name: 'Turn it on' }).click()
    await section.locator('li').first().waitFor()
    assert.equal(await section.locator('li').count(), 10)
    await page.getByRole('button', { name: 'Log out' }).click()

    await logIn(page, account.email)
    await page.getByLabel('Code').fill(codeOf(secret))
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.waitForURL('**/settings/profile')
  })
})
