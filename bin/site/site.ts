/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { watch } from 'chokidar'
import { build, createServer } from 'vitepress'
import { root } from '../support/processes.ts'
import { outFolder, pagesFolder, siteRoot } from './folders.ts'
import { guides } from './guides.ts'
import { writeGuide, writeLlms, writePages, writeStart } from './pages.ts'

/**
 * Builds the site into `tmp/site/public`. The package must be built.
 *
 * @throws Error for a link to a page that does not exist
 */
export async function buildSite(): Promise<void> {
  await writePages()
  await rm(outFolder, { recursive: true, force: true })
  await build(siteRoot)
  // llms.txt leads to them
  await cp(pagesFolder, outFolder, {
    recursive: true,
    filter: (source) => source !== join(pagesFolder, 'public'),
  })
}

/**
 * Serves the site while one writes: a saved guide shows at once. The reference is as the package was built.
 *
 * @returns the address
 */
export async function serveSite(): Promise<string> {
  await writePages()
  const watcher = watch([
    ...guides.map(({ source }) => join(root, source)),
    join(siteRoot, 'start.md'),
  ])
  watcher.on('change', (file) => void follow(file))
  const server = await createServer(siteRoot)
  await server.listen()
  return server.resolvedUrls?.local[0] ?? ''
}

async function follow(file: string): Promise<void> {
  const guide = guides.find(({ source }) => join(root, source) === file)
  await (guide ? writeGuide(guide) : writeStart())
  await writeLlms()
}
