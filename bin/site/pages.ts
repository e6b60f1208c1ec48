/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { root } from '../support/processes.ts'
import { filesFolder, pagesFolder, picturesFolder, referenceFile, siteRoot } from './folders.ts'
import { guides, type Guide } from './guides.ts'
import { withSiteLinks } from './links.ts'
import { llmsFull, llmsIndex } from './llms.ts'
import { writeReference } from './reference/main.ts'

/** Pages that are not edited where the others are. */
const ELSEWHERE = '---\neditLink: false\n---\n\n'

/** Writes one guide as a page. */
export async function writeGuide({ name, source }: Guide): Promise<void> {
  const text = await readFile(join(root, source), 'utf8')
  const head = source.startsWith('docs/') ? '' : ELSEWHERE
  const file = join(pagesFolder, `${name}.md`)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, head + withSiteLinks(text, source))
}

/** Writes the start page, and what is served as it is. */
export async function writeStart(): Promise<void> {
  await cp(join(siteRoot, 'start.md'), join(pagesFolder, 'index.md'))
  await cp(join(siteRoot, 'public'), filesFolder, { recursive: true })
}

/** Writes the files for language models, from the guides as they are. */
export async function writeLlms(): Promise<void> {
  const texts = await Promise.all(
    guides.map(async (guide) => ({
      guide,
      text: await readFile(join(root, guide.source), 'utf8'),
    }))
  )
  await writeFile(join(filesFolder, 'llms.txt'), llmsIndex())
  await writeFile(join(filesFolder, 'llms-full.txt'), llmsFull(texts))
}

/**
 * Writes all that the site is built from, in place of what was there. The package must be built: the
 * reference is read from its declarations.
 */
export async function writePages(): Promise<void> {
  await rm(pagesFolder, { recursive: true, force: true })
  await mkdir(filesFolder, { recursive: true })
  await Promise.all(guides.map(writeGuide))
  await cp(picturesFolder, join(pagesFolder, 'pictures'), { recursive: true })
  await writeStart()
  await writeLlms()
  const reference = await writeReference(join(pagesFolder, 'reference'))
  await writeFile(referenceFile, JSON.stringify(reference))
}
