/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import getPort from 'get-port'
import { exec, TYPESCRIPT } from '../../../bin/support/processes.ts'
import { playwrightEnvironment } from '../browser/playwright_folder.ts'
import { writeApplication } from './base_application.ts'
import type { Sample } from './documents.ts'

/** A test of the application: all its pages are there for a user. */
const PAGES_SPEC = `import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import reflex from 'reflex-adonis/services/main'
import User from '#models/user'

test('every page is sent', async ({ client, assert }) => {
  const user = await User.firstOrFail()
  const routes = router.toJSON().root.filter((route) => reflex.pages.of(route))
  assert.isNotEmpty(routes)
  for (const { pattern } of routes) {
    const path = pattern.replace(/:\\w+\\??|\\*/g, '1')
    const response = await client.get(path).loginAs(user)
    response.assertStatus(200)
    assert.include(response.text(), 'id="reflex-boot"')
    // The server has drawn it, and nothing in it has failed: React would leave such a mark
    assert.notInclude(response.text(), '<div id="reflex"></div>')
    assert.notInclude(response.text(), '<!--$!-->')
  }
})
`

/** A test of an application whose pages any user may see. */
export const visitOfPages: Sample = {
  path: 'tests/functional/pages_of_document.spec.ts',
  code: PAGES_SPEC,
  line: 0,
}

/** A suite for tests in a browser, as an application that has some adds it. */
const BROWSER_SUITE = `suites: [
      {
        files: ['tests/browser/**/*.spec.ts'],
        name: 'browser',
        timeout: 60000,
      },`

function isBrowserTest({ path }: Sample): boolean {
  return path.startsWith('tests/browser/')
}

async function addBrowserSuite(folder: string): Promise<void> {
  const file = join(folder, 'adonisrc.ts')
  const source = await readFile(file, 'utf8')
  await writeFile(file, source.replace('suites: [', BROWSER_SUITE))
}

/**
 * Starts the application of documents and runs its tests.
 *
 * @throws ExecaError when it does not start or a test fails
 */
export async function runApplication(name: string, samples: readonly Sample[]): Promise<void> {
  const folder = await writeApplication(name, samples)
  const port = String(await getPort())
  const usesBrowser = samples.some(isBrowserTest)
  if (usesBrowser) await addBrowserSuite(folder)
  const browser = usesBrowser ? await playwrightEnvironment() : undefined
  try {
    await exec('node', [TYPESCRIPT, 'bin/test.ts'], {
      cwd: folder,
      stdio: 'pipe',
      all: true,
      env: {
        ...browser?.env,
        NODE_ENV: 'test',
        TEST_RESULTS: '',
        HOST: 'localhost',
        PORT: port,
        APP_URL: `http://localhost:${port}`,
        APP_KEY: randomBytes(16).toString('hex'),
      },
    })
  } finally {
    await browser?.remove()
  }
}
