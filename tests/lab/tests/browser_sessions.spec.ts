/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { openPage } from '../../helpers/browser/main.ts'
import { BrowserSession, baseUrl } from '../../helpers/browser_session.ts'
import { createSessionTable, SESSION_STORES } from '../../helpers/session_stores.ts'
import { sessionSettings } from '#services/journal'

for (const [store, tags] of SESSION_STORES) {
  test.group(`A browser with its session in the store "${store}"`, (group) => {
    if (store === 'sqlite' || store === 'postgres') {
      group.setup(() => createSessionTable(db.connection(store)))
    }
    group.each.setup(async () => {
      await new BrowserSession().fetch('/api/session')
      sessionSettings.current!.store = store
      return () => {
        sessionSettings.current!.store = 'memory'
      }
    })
    group.tap((each) => each.tags(tags).timeout(120_000))

    test('signs in by an event, is signed in over HTTP at once, and its tabs follow', async ({
      assert,
    }) => {
      const first = await openPage({ baseURL: baseUrl() })
      const second = await first.context().newPage()
      await first.goto('/identity')
      await second.goto('/identity')
      await second.getByRole('heading', { name: 'nobody' }).waitFor()

      await first.getByRole('button', { name: 'Sign in', exact: true }).click()
      await first.getByRole('heading', { name: 'Ada Lovelace' }).waitFor()
      const session = await first.evaluate(async () => {
        const response = await fetch('/api/session')
        return { cookies: document.cookie, json: (await response.json()) as { user: string } }
      })
      assert.equal(session.json.user, 'Ada Lovelace')
      assert.notInclude(session.cookies, 'lab_session')
      const cookies = await first.context().cookies()
      const cookie = cookies.find(({ name }) => name === 'lab_session')
      assert.isTrue(cookie!.httpOnly)

      await second.getByRole('heading', { name: 'Ada Lovelace' }).waitFor()
      await second.goto('/account')
      await second.getByRole('heading', { name: 'Account of Ada Lovelace' }).waitFor()
      await second.getByRole('button', { name: 'Sign out' }).click()
      // The page that needs a user sends its tab away; the other one shows that nobody is there
      await second.waitForURL('**/sign-in')
      await first.getByRole('heading', { name: 'nobody' }).waitFor()
      assert.notInclude(await first.evaluate(() => document.cookie), 'lab_session')
    })

    test('follows a redirect with its new session', async ({ assert }) => {
      const page = await openPage({ baseURL: baseUrl() })
      await page.goto('/identity')
      await page.getByRole('button', { name: 'Sign in and go on' }).click()
      await page.waitForURL('**/guarded')
      await page.getByText('Ada Lovelace').waitFor()
      const response = await page.reload()
      assert.equal(response!.status(), 200)
    })
  })
}
