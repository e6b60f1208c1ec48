/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { glob, readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import type { Page } from 'playwright-core'
import { outFolder } from '../../../bin/site/folders.ts'
import { exec, TYPESCRIPT } from '../../../bin/support/processes.ts'
import { openPage } from '../browser/main.ts'

/** Where the pages of a test find the site. No server answers there: the files are handed to the browser. */
const ORIGIN = 'https://docs.test'

/** Builds the site, in a process of its own, as `npm run docs` does. */
export async function buildSite(): Promise<void> {
  await exec('node', [TYPESCRIPT, 'bin/docs.ts'], { stdio: 'pipe', all: true })
}

/** A file of the built site, by its path on it. */
export function siteFile(path: string): Promise<string> {
  return readFile(join(outFolder, path), 'utf8')
}

/** A page as a browser gets it. */
export interface SitePage {
  /** From the root of the site on: `/states.html`. */
  path: string
  ids: Set<string>
  /** As they are written. */
  links: string[]
  html: string
}

function valuesOf(html: string, attribute: string): string[] {
  const values = html.matchAll(new RegExp(` ${attribute}="([^"]*)"`, 'g'))
  return [...values].map(([, value]) => value.replaceAll('&amp;', '&'))
}

/** All pages of the built site, by their paths. */
export async function readSite(): Promise<Map<string, SitePage>> {
  const pages = new Map<string, SitePage>()
  for await (const file of glob('**/*.html', { cwd: outFolder })) {
    const path = `/${file.replaceAll('\\', '/')}`
    const html = await siteFile(path)
    pages.set(path, {
      path,
      ids: new Set(valuesOf(html, 'id')),
      links: valuesOf(html, 'href'),
      html,
    })
  }
  return pages
}

/** Paths of the files of the site that are not pages. */
export async function siteFiles(): Promise<Set<string>> {
  const files = new Set<string>()
  for await (const file of glob('**/*.*', { cwd: outFolder })) {
    files.add(`/${file.replaceAll('\\', '/')}`)
  }
  return files
}

/** Where a link of a page leads on the site; undefined for another site. */
export function resolveLink(
  link: string,
  page: string
): { path: string; anchor: string } | undefined {
  if (/^[a-z]+:/.test(link)) return undefined
  const [target, anchor = ''] = link.split('#')
  const path = target === '' ? page : posix.resolve(posix.dirname(page), target)
  return {
    path: path.endsWith('/') || target.endsWith('/') ? posix.join(path, 'index.html') : path,
    anchor,
  }
}

/** Opens a page of the built site in the browser. */
export async function openSite(
  path: string,
  colorScheme: 'light' | 'dark' = 'light'
): Promise<Page> {
  const page = await openPage({ baseURL: ORIGIN, colorScheme })
  await page.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url())
    const file = pathname.endsWith('/') ? `${pathname}index.html` : pathname
    await route.fulfill({ path: join(outFolder, decodeURIComponent(file)) })
  })
  await page.goto(path)
  return page
}
