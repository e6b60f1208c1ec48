/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { openPage, visit } from '../../helpers/browser/main.ts'
import { BrowserSession, baseUrl } from '../../helpers/browser_session.ts'

/** What the page of the lab notes each time that it is drawn. */
const drawn = globalThis as { drawnPages?: string[] }

let addresses = 0

/** The fields of the form of a document. */
function fieldsOf(html: string): URLSearchParams {
  const [form] = /<form id="click"[^]*?<\/form>/.exec(html)!
  const inputs = form.matchAll(/<input [^>]*name="([^"]*)"(?:[^>]*value="([^"]*)")?/g)
  return new URLSearchParams([...inputs].map(([, name, value = '']) => [name, value]))
}

test.group('The HTML of a page with `cache: true`', (group) => {
  const browsers: BrowserSession[] = []

  group.each.setup(() => {
    drawn.drawnPages = []
    return () => {
      delete drawn.drawnPages
      browsers.splice(0).forEach((browser) => browser.close())
    }
  })

  /** An address that no test has asked for before. */
  const address = () => `/cached?test=${++addresses}`

  async function visitor(user?: number): Promise<BrowserSession> {
    const browser = new BrowserSession()
    browsers.push(browser)
    if (user !== undefined) await browser.signIn(user)
    return browser
  }

  async function htmlFor(browser: BrowserSession, url: string): Promise<string> {
    return (await browser.fetch(url)).text()
  }

  test('is drawn once for all who see the same', async ({ assert }) => {
    const url = address()
    const documents = await Promise.all(
      [await visitor(), await visitor(), await visitor()].map((browser) => htmlFor(browser, url))
    )
    documents.push(await htmlFor(await visitor(), url))
    for (const html of documents) assert.include(html, '<h1>Hello, stranger</h1>')
    // Those who come at the same moment may each be the first
    assert.isAtMost(drawn.drawnPages!.length, 3)
    assert.deepEqual([...new Set(drawn.drawnPages)], [`Hello, stranger at ${url}`])
    const tabs = documents.map((html) => /"token":"([^"]+)"/.exec(html)![1])
    assert.lengthOf([...new Set(tabs)], 4)
  })

  test('is never that of another user, address, language or var', async ({ assert }) => {
    const url = address()
    const [guest, ada, grace] = [await visitor(), await visitor(1), await visitor(2)]
    for (const round of [1, 2]) {
      assert.include(await htmlFor(guest, url), '<h1>Hello, stranger</h1>', `${round}`)
      assert.include(await htmlFor(ada, url), '<h1>Hello, Ada Lovelace</h1>')
      assert.include(await htmlFor(grace, url), '<h1>Hello, Grace Hopper</h1>')
    }
    assert.lengthOf(drawn.drawnPages!, 3)
    await htmlFor(guest, `${url}&other=1`)
    assert.lengthOf(drawn.drawnPages!, 4)
    const german = await guest.fetch(url, { headers: { 'accept-language': 'de' } })
    assert.match(/<time>.*<\/time>/.exec(await german.text())![0], /vor [\d.]+ Sekunden/)
    assert.lengthOf(drawn.drawnPages!, 5)
    // It is one click further
    await guest.fetch(url, { method: 'POST', body: fieldsOf(await htmlFor(guest, url)) })
    assert.include(await htmlFor(guest, url), '<output>1</output>')
    assert.include(await htmlFor(await visitor(), url), '<output>0</output>')
  })

  test('is kept for others where it fails for one: {0}')
    .with([
      ['as a whole', 'page'],
      ['in a part', 'part'],
      ['as a whole, with vars of a user', 'page', 1],
    ] as [string, string, number?][])
    .run(async ({ assert }, [, fails, user]) => {
      const failing = `${address()}&fails=${fails}`
      for (let times = 0; times < 2; times++) {
        const html = await htmlFor(await visitor(user), failing)
        assert.include(html, 'id="reflex-boot"')
        if (fails === 'part') assert.include(html, '<h1>Hello, stranger</h1>')
      }
      drawn.drawnPages = []
      const url = address()
      for (let times = 0; times < 3; times++) {
        assert.include(await htmlFor(await visitor(), url), '<h1>Hello, stranger</h1>')
      }
      assert.lengthOf(drawn.drawnPages, 1)
    })

  test('has the form token of its visitor, whose form works without a script', async ({
    assert,
  }) => {
    const url = address()
    const tokens: string[] = []
    for (const browser of [await visitor(), await visitor(), await visitor(1)]) {
      const html = await htmlFor(browser, url)
      const fields = fieldsOf(html)
      assert.include(html, `"csrf":"${fields.get('_csrf')}"`)
      tokens.push(fields.get('_csrf')!)
      const posted = await browser.fetch(url, { method: 'POST', body: fields })
      assert.equal(posted.status, 303)
    }
    // The guests have drawn it for each other
    assert.lengthOf(drawn.drawnPages!, 2)
    assert.lengthOf([...new Set(tokens)], 3)
  })

  test('is taken up in Chromium as it was drawn, with the time of then', async ({ assert }) => {
    const url = address()
    const first = await htmlFor(await visitor(), url)
    const shown = /<time>([^<]*)<\/time>/.exec(first)![1]
    const page = await openPage({ baseURL: baseUrl() })
    const errors: string[] = []
    page.on('console', (message) => {
      // Vite's own socket is not allowed by the policy of the lab
      const isOfVite = message.location().url.endsWith('/@vite/client')
      if (message.type() === 'error' && !isOfVite) errors.push(message.text())
    })
    await visit(page, url)
    assert.equal(await page.locator('time').textContent(), shown)
    await page.getByRole('button', { name: 'Click' }).click()
    await page.locator('output').getByText('1', { exact: true }).waitFor()
    assert.deepEqual(errors, [])
    assert.lengthOf(drawn.drawnPages!, 1)
  })
})
