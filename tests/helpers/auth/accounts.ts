/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import app from '@adonisjs/core/services/app'
import limiter from '@adonisjs/limiter/services/main'
import { MigrationRunner } from '@adonisjs/lucid/migration'
import db from '@adonisjs/lucid/services/db'
import mail from '@adonisjs/mail/services/main'
import type { Group } from '@japa/runner/core'
import Account from '../../lab/app/models/account.ts'
import { FIRST_ACCOUNT } from '../../lab/app/services/users.ts'

/** A password that the rules for new ones accept. */
export const PASSWORD = 'a horse with a battery'

/** What becomes of another one. */
export const OTHER_PASSWORD = 'two horses and no battery'

const TABLES = [
  'lab_accounts',
  'remember_me_tokens',
  'auth_tokens',
  'auth_totp',
  'auth_recovery_codes',
  'auth_passkeys',
]

/** Ids begin after it in the next test. */
let lastId = FIRST_ACCOUNT

async function migrate(direction: 'up' | 'down'): Promise<void> {
  const options = direction === 'up' ? { direction } : { direction, batch: 0 }
  const runner = new MigrationRunner(db, app, options)
  await runner.run()
  if (runner.error) throw runner.error
}

/** Gives a group of tests the tables of accounts, with nothing in them, and no limits that others have used up. */
export function withAccounts(group: Group): void {
  group.setup(async () => {
    await migrate('up')
    return () => migrate('down')
  })
  group.each.setup(async () => {
    for (const table of TABLES) await db.from(table).delete()
    // The users of the lab without a database have the ids before, and sessions of earlier tests are still there
    await db.table('lab_accounts').insert({ id: (lastId += 1_000), email: '-', password: '-' })
    if (db.connection().dialect.name === 'postgres') {
      await db.rawQuery(`SELECT setval('lab_accounts_id_seq', ?)`, [lastId])
    }
    await db.from('lab_accounts').delete()
    await limiter.clear()
  })
}

let count = 0

/** An account whose address is verified. */
export async function makeAccount(values: Partial<Account> = {}): Promise<Account> {
  const { DateTime } = await import('luxon')
  return Account.create({
    fullName: 'Ada Lovelace',
    email: `ada${++count}@example.com`,
    password: PASSWORD,
    emailVerifiedAt: DateTime.now(),
    ...values,
  })
}

/** A mail that was queued. */
export interface QueuedMail {
  to: string
  subject: string
  text: string
  /** Path and query string of its link. */
  path: string
  token: string
}

/** The mails that are queued from here on. */
export function queuedMails(): { all(): QueuedMail[]; last(): QueuedMail } {
  const fake = mail.fake()
  const all = () =>
    fake.messages.queued().map((queued): QueuedMail => {
      const { message } = queued.toJSON()
      const [to] = message.to as { address: string }[]
      const text = String(message.text)
      const link = /https:\/\/lab\.example\.com\S*/.exec(text)?.[0] ?? 'https://lab.example.com'
      const { pathname, search, searchParams } = new URL(link)
      const address = typeof to === 'string' ? to : to.address
      return {
        to: address,
        subject: String(message.subject),
        text,
        path: `${pathname}${search}`,
        token: searchParams.get('token') ?? '',
      }
    })
  return { all, last: () => all().at(-1)! }
}
