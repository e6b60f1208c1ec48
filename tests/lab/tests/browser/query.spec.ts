/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import fc from 'fast-check'
import { openPage, visit } from '../../../helpers/browser/main.ts'
import { BrowserSession, baseUrl } from '../../../helpers/browser_session.ts'

const SENT = {
  qty: { 17: '3', 21: '4' },
  lines: [{ count: '5' }],
  tags: ['one'],
  color: ['red', 'blue'],
}

test.group('Names of fields and of a query string', (group) => {
  group.tap((each) => each.timeout(120_000))

  for (const javaScriptEnabled of [true, false]) {
    test(`mean the same ${javaScriptEnabled ? 'with' : 'without'} a script`, async ({ assert }) => {
      const query = 'qty[17]=3&qty[21]=4&a.b=1&tags=x&tags=y&list[]=z&n[0][m]=1'
      const page = await openPage({ baseURL: baseUrl(), javaScriptEnabled })
      if (javaScriptEnabled) await visit(page, `/query?${query}`)
      else await page.goto(`/query?${query}`)
      const read = async (id: string) => JSON.parse(await page.locator(id).innerText()) as unknown
      assert.deepEqual(await read('#query'), await read('#seen'))
      await page.getByRole('button', { name: 'Send' }).click()
      await page.locator('#sent').getByText('qty').waitFor()
      assert.deepEqual(await read('#sent'), SENT)
      assert.deepEqual(await read('#query'), await read('#seen'))
    })
  }

  test('are the same on a page and in its request, whatever they are', async ({
    assert,
    cleanup,
  }) => {
    const browser = new BrowserSession()
    cleanup(() => browser.close())
    const tab = await browser.open('/query')
    await tab.hello()
    const key = fc.oneof(
      fc.constantFrom('a', 'b', '0', '1', '17', '__proto__', 'constructor', ''),
      fc.string({ maxLength: 3 })
    )
    const step = fc.oneof(
      key.map((name) => `.${name}`),
      key.map((name) => `[${name}]`),
      fc.constant('[]')
    )
    const name = fc
      .tuple(key, fc.array(step, { maxLength: 3 }))
      .map(([first, steps]) => first + steps.join(''))
    const raw = fc.constantFrom('[]=', ']', '&&', '%20', '+', 'a[b', '=1')
    const pair = fc
      .tuple(name, fc.string({ maxLength: 4 }), fc.boolean())
      .map(([left, right, isEncoded]) =>
        isEncoded
          ? `${encodeURIComponent(left)}=${encodeURIComponent(right)}`
          : `${encodeURI(left.replaceAll('%', ''))}=${encodeURIComponent(right)}`
      )
    const queries = fc
      .array(fc.oneof({ weight: 6, arbitrary: pair }, raw), { maxLength: 6 })
      .map((parts) => parts.join('&').replaceAll('#', ''))
    await fc.assert(
      fc.asyncProperty(queries, async (query) => {
        // As the document has it, and as a navigation brings it
        const boot = await browser.load(`/query?${query}`)
        const { p, s } = await tab.navigate(`/query?${query}`)
        const seen = boot.states.QueryState.v.seen as string
        assert.equal(JSON.stringify(boot.page.q ?? {}), seen)
        assert.equal(JSON.stringify(p?.q ?? {}), seen)
        if (s) assert.equal(s.QueryState.v.seen, seen)
      }),
      { numRuns: 150 }
    )
  })
})
