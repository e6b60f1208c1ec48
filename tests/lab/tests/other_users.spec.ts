/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import type { UpdateFrame } from 'reflex-adonis/types'
import { Line } from '../../helpers/browser/line.ts'
import { openPage, visit } from '../../helpers/browser/main.ts'
import { BrowserSession, baseUrl } from '../../helpers/browser_session.ts'

test.group('What one user has called', (group) => {
  group.tap((each) => each.timeout(60_000))

  test('a page knows its users from each other, and not who they are', async ({
    assert,
    cleanup,
  }) => {
    const marks: (string | undefined)[] = []
    for (const id of [undefined, 1, 1, 2]) {
      const browser = new BrowserSession()
      cleanup(() => browser.close())
      if (id !== undefined) await browser.signIn(id)
      marks.push((await browser.open('/identity')).boot.page.user)
    }
    const [guest, ada, adaElsewhere, grace] = marks
    assert.isUndefined(guest)
    assert.match(ada!, /^[\w-]{8}$/)
    assert.equal(adaElsewhere, ada)
    assert.notEqual(grace, ada)
  })

  test('a page hears of a login and a logout by event', async ({ assert, cleanup }) => {
    const browser = new BrowserSession()
    cleanup(() => browser.close())
    const tab = await browser.open('/identity')
    await tab.hello()
    const page = () =>
      tab.next((frame) => frame.t === undefined && frame.p !== undefined) as Promise<UpdateFrame>
    const signedIn = page()
    await tab.call('IdentityState', 'login', 1)
    assert.match((await signedIn).p!.user!, /^[\w-]{8}$/)
    const signedOut = page()
    await tab.call('IdentityState', 'logout')
    assert.isUndefined((await signedOut).p!.user)
  })

  for (const [path, id] of [
    ['/identity', 2],
    ['/guarded', undefined],
  ] as const) {
    test(`has an answer that nobody else gets who has its tab then, at ${path}`, async ({
      assert,
      cleanup,
    }) => {
      const browser = new BrowserSession()
      cleanup(() => browser.close())
      await browser.signIn(1)
      const tab = await browser.open(path)
      await tab.hello()
      // Refused, with words that are told nobody else
      await tab.failure('IdentityState', 'private')
      const closed = tab.closed()
      if (id === undefined) await browser.fetch('/sign-out', { method: 'POST' })
      else await browser.signIn(id)
      await closed
      const again = await browser.connect(tab.boot)
      const { answers } = await again.hello({ id: 1 })
      assert.deepEqual(answers, [{ id: 1, lost: 1 }])
    })
  }

  for (const [title, id, note] of [
    ['is not run as another', 2, ''],
    ['is run once the user is back', 1, 'written'],
  ] as const) {
    test(`${title}, whoever is signed in when the line is mended`, async ({ assert }) => {
      const line = await Line.to(baseUrl())
      const page = await openPage({ baseURL: line.url }, /not known whether/)
      const signIn = (user: number) =>
        page.context().request.post(`${baseUrl()}/sign-in`, { form: { id: String(user) } })
      await signIn(1)
      await visit(page, '/identity')
      await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor()
      line.cut()
      await page.getByRole('button', { name: 'Write' }).click()
      await signIn(id)
      line.mend()
      await page
        .getByRole('heading', { name: id === 1 ? 'Ada Lovelace' : 'Grace Hopper' })
        .waitFor()
      // What comes after it is answered after it
      await page.getByRole('button', { name: 'Set cookies' }).click()
      while ((await page.context().cookies()).length < 3) await page.evaluate(() => {})
      assert.equal(await page.locator('output').textContent(), note)
    })
  }
})
