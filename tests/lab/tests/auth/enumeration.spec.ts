/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import limiter from '@adonisjs/limiter/services/main'
import db from '@adonisjs/lucid/services/db'
import mail from '@adonisjs/mail/services/main'
import { test } from '@japa/runner'
import { visit } from 'reflex-adonis/plugins/japa'
import type { VisitedPage } from 'reflex-adonis/plugins/japa'
import ForgotPasswordState from '#states/auth/forgot_password_state'
import LoginState from '#states/auth/login_state'
import RegisterState from '#states/auth/register_state'
import { makeAccount, PASSWORD, queuedMails, withAccounts } from '../../../helpers/auth/accounts.ts'
import { superiority } from '../../../helpers/auth/rank_test.ts'

/** Tries with addresses that somebody has, and as many with others. */
const TRIES = 200

/** How many of them run at once: they have to wait for each other on no clock but their own. */
const AT_ONCE = 4

/**
 * How often a known address may take longer than an unknown one. Half of the time says nothing at all. With 200 tries
 * of each, chance alone stays within 0.42 and 0.58 in all but one of a hundred runs; a difference of one standard
 * deviation would be 0.76.
 */
const APART = { least: 0.38, most: 0.62 }

interface Flow {
  path: string
  submit(page: VisitedPage, email: string): Promise<void>
  shown(page: VisitedPage): unknown
}

const FLOWS: Record<string, Flow> = {
  'login': {
    path: '/login',
    submit: (page, email) => page.submit(LoginState, 'login', { email, password: 'wrong' }),
    shown: (page) => page.state(LoginState).errors,
  },
  'registration': {
    path: '/register',
    submit: (page, email) =>
      page.submit(RegisterState, 'register', {
        email,
        password: PASSWORD,
        passwordConfirmation: PASSWORD,
      }),
    shown: (page) => page.state(RegisterState).errors,
  },
  'forgotten password': {
    path: '/forgot-password',
    submit: (page, email) => page.submit(ForgotPasswordState, 'send', { email }),
    shown: (page) => [
      page.state(ForgotPasswordState).errors,
      page.state(ForgotPasswordState).messages,
    ],
  },
}

test.group('Nobody learns who has an account', (group) => {
  withAccounts(group)
  group.tap((each) => each.timeout(300_000))
  group.each.setup(() => {
    queuedMails()
    return () => mail.restore()
  })

  test('from the {$self}: neither by what it says nor by how long it takes')
    .with(['login', 'registration', 'forgotten password'])
    .run(async ({ assert }, name) => {
      const { path, submit, shown } = FLOWS[name]
      const known = await makeAccount()
      const { password } = known.$attributes
      // All with one hash, which takes its time
      const rows = Array.from({ length: TRIES }, (_, index) => ({
        full_name: 'Known',
        email: `known${index}@example.com`,
        password,
        email_verified_at: '2026-01-01 00:00:00',
      }))
      await db.table('lab_accounts').multiInsert(rows)

      const times = { known: [] as number[], unknown: [] as number[] }
      const said = new Set<string>()
      const attempt = async (kind: 'known' | 'unknown', index: number) => {
        const page = await visit(path)
        const start = performance.now()
        await submit(page, `${kind}${index}@example.com`)
        times[kind].push(performance.now() - start)
        said.add(JSON.stringify(shown(page)))
        await page.close()
      }
      for (let index = 0; index < TRIES; index += AT_ONCE / 2) {
        await limiter.clear()
        const pairs = Array.from({ length: AT_ONCE / 2 }, (_, offset) => index + offset)
        // Neither of the two is always the first
        await Promise.all(
          pairs.flatMap((each) => {
            const both = ['known', 'unknown'] as const
            return (each % 2 ? both.toReversed() : both).map((kind) => attempt(kind, each))
          })
        )
      }
      assert.lengthOf(times.known, TRIES)
      assert.lengthOf(times.unknown, TRIES)
      assert.lengthOf(said, 1)
      const apart = superiority(times.known, times.unknown)
      assert.isAbove(apart, APART.least)
      assert.isBelow(apart, APART.most)
    })

  test('the statistic tells times apart that differ', ({ assert }) => {
    const noise = Array.from({ length: 200 }, (_, index) => 50 + ((index * 37) % 20))
    assert.equal(superiority(noise, noise), 0.5)
    assert.isAbove(
      superiority(
        noise.map((time) => time + 10),
        noise
      ),
      APART.most
    )
    assert.isBelow(
      superiority(
        noise,
        noise.map((time) => time + 10)
      ),
      APART.least
    )
  })
})
