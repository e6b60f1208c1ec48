/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import db from '@adonisjs/lucid/services/db'
import mail from '@adonisjs/mail/services/main'
import { test } from '@japa/runner'
import { visit } from 'reflex-adonis/plugins/japa'
import Account from '#models/account'
import RegisterState from '#states/auth/register_state'
import ResetPasswordState from '#states/auth/reset_password_state'
import VerifyEmailState from '#states/auth/verify_email_state'
import {
  makeAccount,
  OTHER_PASSWORD,
  PASSWORD,
  queuedMails,
  withAccounts,
} from '../../../helpers/auth/accounts.ts'

/** What changes a table. */
type AlterTable = Parameters<
  Parameters<ReturnType<typeof db.connection>['schema']['alterTable']>[1]
>[0]

const fields = (email: string) => ({
  email,
  password: PASSWORD,
  passwordConfirmation: PASSWORD,
  fullName: 'Grace Hopper',
})

test.group('Registering', (group) => {
  withAccounts(group)
  group.each.setup(() => () => mail.restore())

  test('sends a link that verifies the address once', async ({ assert }) => {
    const mails = queuedMails()
    const page = await visit('/register')
    await page.submit(RegisterState, 'register', fields('Grace@Example.com'))
    page.assertRedirectsTo('/login')
    page.assertNoSession('auth_web')
    const account = await Account.findByOrFail('email', 'grace@example.com')
    assert.equal(account.fullName, 'Grace Hopper')
    assert.isNull(account.emailVerifiedAt)
    const { to, path, token } = mails.last()
    assert.equal(to, 'grace@example.com')

    const link = await page.openTab(path)
    await account.refresh()
    assert.isNull(account.emailVerifiedAt)
    await link.submit(VerifyEmailState, 'verify', { token })
    link.assertNoErrors(VerifyEmailState)
    link.assertRedirectsTo('/login')
    await account.refresh()
    assert.isNotNull(account.emailVerifiedAt)
    assert.isTrue(await account.verifyPassword(PASSWORD))

    const again = await page.openTab(path)
    await again.submit(VerifyEmailState, 'verify', { token })
    again.assertErrors(VerifyEmailState, ['form'])
  })

  test('answers the same for an address that is taken, and tells its owner', async ({ assert }) => {
    const account = await makeAccount()
    const mails = queuedMails()
    const page = await visit('/register')
    await page.submit(RegisterState, 'register', {
      ...fields(account.email.toUpperCase()),
      fullName: 'Thief',
    })
    page.assertNoErrors(RegisterState)
    page.assertRedirectsTo('/login')
    assert.equal(mails.last().subject, 'You have an account already')
    await account.refresh()
    assert.equal(account.fullName, 'Ada Lovelace')
    assert.lengthOf(await Account.all(), 1)
  })

  test('makes one account of two registrations at the same moment', async ({ assert }) => {
    queuedMails()
    const pages = await Promise.all([visit('/register'), visit('/register'), visit('/register')])
    await Promise.all(
      pages.map((page) => page.submit(RegisterState, 'register', fields('same@example.com')))
    )
    for (const page of pages) page.assertRedirectsTo('/login')
    assert.lengthOf(await Account.all(), 1)
  })

  test('writes no column that the form does not have', async ({ assert }) => {
    queuedMails()
    const page = await visit('/register')
    await page.submit(RegisterState, 'register', {
      ...fields('mass@example.com'),
      id: '999',
      isAdmin: 'true',
      emailVerifiedAt: '2020-01-01',
    })
    const account = await Account.findByOrFail('email', 'mass@example.com')
    assert.notEqual(account.id, 999)
    assert.isFalse(Boolean(account.isAdmin))
    assert.isNull(account.emailVerifiedAt)
  })

  test('refuses short passwords, those that differ, and addresses of 10 kB', async () => {
    queuedMails()
    const page = await visit('/register')
    const short = { email: 'a@example.com', password: 'short', passwordConfirmation: 'short' }
    await page.submit(RegisterState, 'register', short)
    page.assertErrors(RegisterState, ['password'])
    await page.submit(RegisterState, 'register', {
      ...fields('a@example.com'),
      passwordConfirmation: 'x',
    })
    page.assertErrors(RegisterState, ['passwordConfirmation'])
    await page.submit(RegisterState, 'register', fields(`${'x'.repeat(10_000)}@example.com`))
    page.assertErrors(RegisterState, ['email'])
    const long = 'x'.repeat(129)
    await page.submit(RegisterState, 'register', {
      ...fields('a@example.com'),
      password: long,
      passwordConfirmation: long,
    })
    page.assertErrors(RegisterState, ['password'])
  })

  test('forgets the password when somebody else verifies the address', async ({ assert }) => {
    const mails = queuedMails()
    const stranger = await visit('/register')
    await stranger.submit(RegisterState, 'register', fields('victim@example.com'))
    const { path, token } = mails.last()

    const owner = await visit(path)
    await owner.submit(VerifyEmailState, 'verify', { token })
    owner.assertNoErrors(VerifyEmailState)
    const account = await Account.findByOrFail('email', 'victim@example.com')
    assert.isNotNull(account.emailVerifiedAt)
    assert.isFalse(await account.verifyPassword(PASSWORD))

    // They choose one at once
    await owner.follow()
    const { token: choice } = owner.state(ResetPasswordState)
    await owner.submit(ResetPasswordState, 'choose', {
      token: choice,
      password: OTHER_PASSWORD,
      passwordConfirmation: OTHER_PASSWORD,
    })
    owner.assertNoErrors(ResetPasswordState)
    await account.refresh()
    assert.isTrue(await account.verifyPassword(OTHER_PASSWORD))
  })

  test('does not let a second registration of the same address keep its password', async ({
    assert,
  }) => {
    const mails = queuedMails()
    const stranger = await visit('/register')
    await stranger.submit(RegisterState, 'register', fields('both@example.com'))
    const owner = await visit('/register')
    const own = {
      ...fields('both@example.com'),
      password: OTHER_PASSWORD,
      passwordConfirmation: OTHER_PASSWORD,
    }
    await owner.submit(RegisterState, 'register', own)
    const link = await owner.openTab(mails.last().path)
    await link.submit(VerifyEmailState, 'verify', { token: mails.last().token })
    const account = await Account.findByOrFail('email', 'both@example.com')
    assert.isFalse(await account.verifyPassword(PASSWORD))
    assert.isFalse(await account.verifyPassword(OTHER_PASSWORD))
  })

  test('sends another link, and says the same where there is nothing to verify', async ({
    assert,
  }) => {
    const account = await makeAccount({ emailVerifiedAt: null })
    const verified = await makeAccount()
    const mails = queuedMails()
    const page = await visit('/verify-email')
    for (const email of [account.email, verified.email, 'nobody@example.com']) {
      await page.submit(VerifyEmailState, 'resend', { email })
      page.assertNoErrors(VerifyEmailState)
      page.assertFlash(
        'success',
        'If there is an account with this address, we have sent an email to it.'
      )
    }
    assert.deepEqual(
      mails.all().map(({ to }) => to),
      [account.email]
    )
  })
})

test.group('A registration that the database refuses', (group) => {
  withAccounts(group)
  group.each.setup(() => () => mail.restore())

  const refusing: [
    what: string,
    up: (table: AlterTable) => void,
    down: (table: AlterTable) => void,
    given: Record<string, string>,
  ][] = [
    [
      'a column that the form does not have',
      (table) => table.dropNullable('full_name'),
      (table) => table.setNullable('full_name'),
      {},
    ],
    [
      'a value that another account has',
      (table) => void table.unique(['full_name'], { indexName: 'only_names' }),
      (table) => table.dropUnique(['full_name'], 'only_names'),
      { fullName: 'Ada Lovelace' },
    ],
    [
      'a table that is not as the model has it',
      (table) => table.renameColumn('full_name', 'name'),
      (table) => table.renameColumn('name', 'full_name'),
      { fullName: 'Ada Lovelace' },
    ],
  ]
  test('for {0} tells nobody which addresses are taken')
    .with(refusing)
    .run(async ({ assert, cleanup }, [, up, down, given]) => {
      const mails = queuedMails()
      const known = await makeAccount()
      const alter = (change: (table: AlterTable) => void) =>
        db.connection().schema.alterTable('lab_accounts', change)
      await alter(up)
      cleanup(async () => {
        await db.from('lab_accounts').delete()
        await alter(down)
      })
      for (const email of [known.email, 'free@example.com']) {
        const page = await visit('/register')
        const entered = { email, password: PASSWORD, passwordConfirmation: PASSWORD }
        await page.submit(RegisterState, 'register', { ...entered, ...given })
        page.assertRefused({ status: 500 })
      }
      assert.lengthOf(mails.all(), 0)
      assert.lengthOf(await db.from('lab_accounts').select('id'), 1)
    })

  test('leaves nothing of a try with an address that is taken', async ({ assert }) => {
    queuedMails()
    const known = await makeAccount({ email: 'known@example.com' })
    const page = await visit('/register')
    await page.submit(RegisterState, 'register', fields('known@example.com'))
    page.assertRedirectsTo('/login')
    const rows = await Account.all()
    assert.deepEqual(
      rows.map(({ id, fullName }) => [id, fullName]),
      [[known.id, known.fullName]]
    )
  })

  test('does nothing for an address that is taken which follows an account', async ({ assert }) => {
    const added: string[] = []
    Account.after('create', ({ email }: Account) => void added.push(email))
    queuedMails()
    await makeAccount({ email: 'known@example.com' })
    for (const email of ['known@example.com', 'free@example.com']) {
      const page = await visit('/register')
      await page.submit(RegisterState, 'register', fields(email))
    }
    assert.deepEqual(added, ['known@example.com', 'free@example.com'])
  })
})
