/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { eventField } from '../../src/protocol/main.ts'
import { Cluster } from '../helpers/cluster/cluster.ts'
import type { Member } from '../helpers/cluster/cluster.ts'
import { RealTab } from '../helpers/cluster/real_tab.ts'
import { freshDatabase, lucid } from '../helpers/models/databases.ts'

/** Tries of an account, and of an IP address whatever the account, in a minute. */
const OF_ACCOUNT = 5
const OF_ADDRESS = 50

test.group('Limits of accounts over two processes', (group) => {
  group.tap((each) => each.tags(['@redis']).timeout(180_000))

  test('count events and forms together, by account and by IP address', async ({
    assert,
    cleanup,
  }) => {
    const { config, remove } = await freshDatabase('sqlite')
    cleanup(remove)
    const { filename } = config.connection as { filename: string }
    const cluster = new Cluster({
      SESSION_STORE: 'redis',
      LIMITER_STORE: 'redis',
      SQLITE_FILE: filename,
    })
    cleanup(() => cluster.close())
    const db = lucid({ accounts: config })
    await db.connection().schema.createTable('lab_accounts', (table) => {
      table.increments('id')
      table.string('email').notNullable().unique()
      table.string('password').notNullable()
    })
    await db.manager.closeAll()
    const members = [await cluster.start(), await cluster.start()]
    const tabs: RealTab[] = []
    cleanup(() => tabs.forEach((tab) => tab.close()))
    for (const member of members) {
      cluster.members.splice(0, 2, member)
      tabs.push(await RealTab.open(cluster, '/login'))
    }

    /** Why a login by an event is refused, by field. */
    const byEvent = async ({ client }: RealTab, email: string) => {
      let said: Record<string, string> = {}
      const refused = (errors: Record<string, string>) => (said = errors)
      await client.call('LoginState', 'login', [{ email, password: 'wrong' }], { refused })
      return said
    }
    /** Seconds after which a login by a form may be tried again; null where it was tried. */
    const byForm = async ({ port }: Member, { boot, cookie }: RealTab, email: string) => {
      const body = new URLSearchParams({
        [eventField('LoginState', 'login')]: '',
        _csrf: boot.csrf!,
        email,
        password: 'wrong',
      })
      const headers = { cookie, accept: 'text/html' }
      const response = await fetch(`http://127.0.0.1:${port}/login`, {
        method: 'POST',
        redirect: 'manual',
        headers,
        body,
      })
      assert.oneOf(response.status, [303, 422, 429], await response.text())
      return response.headers.get('retry-after')
    }

    const ada = 'ada@example.com'
    for (const tab of tabs) assert.property(await byEvent(tab, ada), 'email')
    for (const member of members) assert.isNull(await byForm(member, tabs[0], ada))
    assert.property(await byEvent(tabs[1], ada), 'email')
    // The account has no more tries in either of them, by whatever way
    for (const tab of tabs) assert.match((await byEvent(tab, ada)).form, /Try again in \d+ seconds/)
    for (const member of members) {
      assert.isAbove(Number(await byForm(member, tabs[0], ada.toUpperCase())), 0)
    }

    const left = OF_ADDRESS - OF_ACCOUNT - 4
    const others = Array.from({ length: left }, (_, index) =>
      byEvent(tabs[index % 2], `nobody${index}@example.com`)
    )
    for (const errors of await Promise.all(others)) assert.property(errors, 'email')
    for (const tab of tabs) assert.property(await byEvent(tab, 'new@example.com'), 'form')
    assert.isNotNull(await byForm(members[1], tabs[0], 'newer@example.com'))
  })
})
