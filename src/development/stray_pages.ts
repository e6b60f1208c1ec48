/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { glob, readFile } from 'node:fs/promises'
import { PageParser, ParsedModule } from '../discovery/main.ts'
import { SourceText } from '../pages/main.ts'
import type { PageScanner } from '../discovery/main.ts'
import { leadsTo } from './route_match.ts'

/** Folders that have no sources of pages; those that begin with a dot have none either. */
const LEFT_OUT = new Set(['node_modules', 'build', 'public', 'tmp', 'tests'])

/** What a file has that makes a page, roughly: this call, and the package. */
const CALL = /\bpage\s*\(/

const PACKAGE = 'reflex-adonis/react'

/**
 * Pages of an address that are in none of the folders of pages, so that nobody finds them.
 *
 * @returns what to say of each
 */
export async function strayPages(
  { paths, pageFiles }: PageScanner,
  path: string
): Promise<string[]> {
  const strays: string[] = []
  const exclude = (name: string) => {
    const folder = name.split(/[\\/]/).at(-1)!
    return LEFT_OUT.has(folder) || folder.startsWith('.')
  }
  for await (const found of glob('**/*.{tsx,jsx,ts,js}', { cwd: paths.root, exclude })) {
    const file = paths.file(found)
    if (pageFiles.has(file)) continue
    const text = await readFile(file, 'utf8').catch(() => '')
    if (!text.includes(PACKAGE) || !CALL.test(text)) continue
    const id = paths.id(file)
    if (leadsHere(new SourceText(file, id, text), path)) {
      strays.push(
        `${id} is a page, and is not where pages are looked for: ${pageFiles.globs.join(', ')}. Move it there, or name its folder in "pages" of config/reflex.ts and vite.config.ts`
      )
    }
  }
  return strays
}

function leadsHere(source: SourceText, path: string): boolean {
  try {
    return leadsTo(PageParser.parse(new ParsedModule(source)).metadata.route, path)
  } catch {
    // It is no page at all, or one whose address nobody can read
    return false
  }
}
