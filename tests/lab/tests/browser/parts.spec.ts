/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Assert } from '@japa/assert'
import { test } from '@japa/runner'
import axe from 'axe-core'
import type { Locator, Page } from 'playwright-core'
import { Line } from '../../../helpers/browser/line.ts'
import { openPage } from '../../../helpers/browser/main.ts'
import { baseUrl } from '../../../helpers/browser_session.ts'

/** What an application may say of its own elements, in ways that come before most others. */
const HOSTILE = `
body { font: 40px serif; text-transform: uppercase; letter-spacing: 9px; text-align: right }
button, [type=button]:not(:disabled), #reflex button { background: rgb(255, 0, 0) !important;
  padding: 33px !important; border: 9px dashed lime !important; color: rgb(0, 0, 255) !important }
button::before { content: 'pressed'; display: block }
p, div div, section, small, h1, pre, code { margin: 21px; padding: 17px; background: rgb(255, 0, 0); color: red }
`

/** Gives a page rules of its own, which a content security policy would refuse as an element. */
async function addRules(page: Page, rules: string): Promise<void> {
  await page.evaluate((text) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    document.adoptedStyleSheets.push(sheet)
  }, rules)
}

/** How an element and all in it are drawn, a property a line. */
function looks(part: Locator): Promise<string[]> {
  return part.evaluate((root) =>
    [root, ...root.querySelectorAll('*')].flatMap((element, index) => {
      const style = getComputedStyle(element)
      // How far a transition has come is not what a part looks like
      const moving = /^(--.*|scale|opacity|translate|perspective-origin|transform-origin)$/
      const names = [...style].filter((name) => !moving.test(name))
      const lines = names.map((name) => `${name}: ${style.getPropertyValue(name)}`)
      lines.push(`before: ${getComputedStyle(element, '::before').content}`)
      return lines.map((line) => `${index} ${element.tagName} ${line}`)
    })
  )
}

/** What is wrong with a part for those who see, hear or steer otherwise. */
async function findings(page: Page, selector: string): Promise<unknown[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(
    (part) => (globalThis as unknown as { axe: typeof axe }).axe.run({ include: [part] }),
    selector
  )
  return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))
}

const PARTS = ['.reflex-toaster', '.reflex-banner', '.reflex-progress', '.reflex-error']

test.group('What stands around pages', (group) => {
  group.tap((each) => each.timeout(120_000))

  /** Shows all that is drawn by default, and calls back while it is to be seen. */
  async function showAll(
    colorScheme: 'light' | 'dark',
    look: (page: Page, selector: string) => Promise<void>
  ): Promise<void> {
    const line = await Line.to(baseUrl())
    const page = await openPage({ baseURL: line.url, colorScheme })
    await page.goto('/parts')
    await addRules(
      page,
      ':root { color-scheme: light dark; background: Canvas; color: CanvasText }'
    )
    await page.getByRole('button', { name: 'Tell' }).click()
    await page.getByText('Failed').waitFor()
    await page.waitForFunction(() => document.getAnimations().length === 0)
    await look(page, '.reflex-toaster')

    await page.evaluate(() => scrollTo(0, 0))
    line.hold()
    await page.getByRole('link', { name: 'Fail' }).click()
    await page.getByRole('progressbar').waitFor()
    await look(page, '.reflex-progress')
    line.cut()
    await page.getByText('No connection to the server').waitFor()
    await look(page, '.reflex-banner')
    line.mend()
    await page.getByRole('alert').waitFor()
    await page.getByText('No connection to the server').waitFor({ state: 'detached' })
    await look(page, '.reflex-error')
  }

  test('is as good for eyes and ears in the {$self} scheme')
    .with(['light', 'dark'] as const)
    .run(async ({ assert }, scheme) => {
      const seen: string[] = []
      await showAll(scheme, async (page, selector) => {
        assert.deepEqual(await findings(page, selector), [], `${selector}, ${scheme}`)
        seen.push(selector)
      })
      assert.sameMembers(seen, PARTS)
    })

  test('takes nothing of the style sheets of an application', async ({ assert }) => {
    await showAll('light', async (page, selector) => {
      await isUntouched(assert, page, selector)
    })
  })

  test('is drawn under a policy that allows no inline style, and follows the variables', async ({
    assert,
  }) => {
    const page = await openPage({ baseURL: baseUrl() })
    const refused: string[] = []
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) refused.push(message.text())
    })
    const response = await page.goto('/parts')
    assert.notInclude(response!.headers()['content-security-policy'], 'style-src')
    await page.getByRole('button', { name: 'Tell' }).click()
    const toast = page.locator('.reflex-toast').first()
    const background = () => toast.evaluate((element) => getComputedStyle(element).backgroundColor)
    await toast.waitFor()
    assert.equal(await background(), 'rgb(255, 255, 255)')
    await addRules(page, ':root { --reflex-surface: rgb(1, 2, 3) }')
    assert.equal(await background(), 'rgb(1, 2, 3)')
    assert.deepEqual(
      refused.filter((text) => /style/i.test(text)),
      []
    )
  })
})

/** Whether a part looks the same beside rules of an application that try all they can. */
async function isUntouched(assert: Assert, page: Page, selector: string): Promise<void> {
  const part = page.locator(selector)
  const before = await looks(part)
  await addRules(page, HOSTILE)
  const after = await looks(part)
  await page.evaluate(() => document.adoptedStyleSheets.pop())
  const changed = after.filter((line, index) => line !== before[index])
  assert.deepEqual(changed, [], selector)
}
