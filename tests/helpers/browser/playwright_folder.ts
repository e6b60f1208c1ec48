/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { unpackChromium } from './chromium.ts'

interface BrowserList {
  browsers: { name: string; revision: string }[]
}

/** Where Playwright looks for the headless Chromium that it would have downloaded. */
async function expectedPath(): Promise<string> {
  const manifest = import.meta.resolve('playwright-core/package.json')
  const list = await readFile(new URL('browsers.json', manifest), 'utf8')
  const { browsers } = JSON.parse(list) as BrowserList
  const { revision } = browsers.find(({ name }) => name === 'chromium-headless-shell')!
  return join(
    `chromium_headless_shell-${revision}`,
    'chrome-headless-shell-linux64',
    'chrome-headless-shell'
  )
}

/**
 * The environment in which Playwright of another process finds the Chromium of the development
 * dependency where its own would be.
 */
export async function playwrightEnvironment(): Promise<{
  env: Record<string, string | undefined>
  remove: () => Promise<void>
}> {
  // Elsewhere Playwright uses what `npx playwright install` has brought
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { env: {}, remove: async () => {} }
  }
  const { executablePath, env } = await unpackChromium()
  const folder = await mkdtemp(join(tmpdir(), 'playwright-'))
  const target = join(folder, await expectedPath())
  await mkdir(dirname(target), { recursive: true })
  await symlink(executablePath!, target)
  return {
    env: {
      PLAYWRIGHT_BROWSERS_PATH: folder,
      PLAYWRIGHT_SKIP_VALIDATE_HOST_REQUIREMENTS: '1',
      FONTCONFIG_FILE: env?.FONTCONFIG_FILE as string,
      LD_LIBRARY_PATH: env?.LD_LIBRARY_PATH as string,
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
