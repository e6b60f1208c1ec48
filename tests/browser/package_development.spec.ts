/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import { openPage, visit } from '../helpers/browser/main.ts'
import { DevelopedPackage } from '../helpers/developed_package.ts'

/** A file of the server, one of the client in browsers, and a component. */
const SHELL = '../src/mount/shell_view.ts'
const CLIENT = '../src/client/client.ts'
const TOASTER = '../src/react/components/toaster.tsx'

test.group('While developing the package', (group) => {
  let developed: DevelopedPackage

  group.setup(async () => {
    developed = new DevelopedPackage()
    await developed.serve()
    return () => developed.end()
  })
  group.each.timeout(180_000)

  /** Asks for a document until it has that text. */
  async function isSent(text: string): Promise<void> {
    for (;;) {
      const response = await fetch(`${developed.url}/about`).catch(() => undefined)
      if ((await response?.text())?.includes(text)) return
      await setTimeout(100)
    }
  }

  test('a file of the server that is saved is live, and so are the tabs', async ({ assert }) => {
    const page = await openPage({ baseURL: developed.url })
    await visit(page, '/about')
    await developed.replace(SHELL, 'id="reflex-boot"', 'id="reflex-boot" data-edit="first"')
    await isSent('data-edit="first"')
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download a file' }).click(),
    ])
    assert.equal(file.suggestedFilename(), 'counter.json')
  })

  test('a file with a mistake ends the server, and saving it again brings it back', async () => {
    const source = await readFile(join(developed.folder, SHELL), 'utf8')
    await developed.write(SHELL, `throw new Error('not yet')\n${source}`)
    for (;;) {
      const answered = await fetch(developed.url).catch(() => undefined)
      if (!answered) break
      await setTimeout(100)
    }
    await developed.write(SHELL, source.replace('data-edit="first"', 'data-edit="second"'))
    await isSent('data-edit="second"')
  })

  test('a component that is saved replaces the one that is shown, and is sent by the server', async ({
    assert,
  }) => {
    const page = await openPage({ baseURL: developed.url })
    await visit(page, '/about')
    await page.getByRole('region', { name: 'Notifications' }).waitFor({ state: 'attached' })
    await page.evaluate(() => Object.assign(globalThis, { isSameDocument: true }))
    await developed.replace(TOASTER, 'aria-label="Notifications"', 'aria-label="Latest news"')
    await page.getByRole('region', { name: 'Latest news' }).waitFor({ state: 'attached' })
    assert.isTrue(await page.evaluate(() => 'isSameDocument' in globalThis))
    await isSent('aria-label="Latest news"')
  })

  test('a file of the client that is saved loads the page again', async () => {
    const page = await openPage({ baseURL: developed.url })
    await visit(page, '/about')
    await developed.replace(
      CLIENT,
      /$/,
      "\nif (typeof document !== 'undefined') document.documentElement.dataset.edit = 'third'\n"
    )
    await page.locator('html[data-edit="third"]').waitFor()
  })
})
