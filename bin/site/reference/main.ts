/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to the reference: a page for each entry point of the package, made from the doc comments of its build.
 */

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { commandsPage, readCommands } from './commands.ts'
import { ABOUT, ADDITIONS, pageOf } from './entries.ts'
import type { ReferenceModule } from './entry.ts'
import { ReferencePage } from './page.ts'
import { ReferenceReader } from './reader.ts'

export { ABOUT, ADDITIONS, pageOf } from './entries.ts'
export { parseComment } from './comment.ts'
export { memberAnchor } from './entry.ts'
export type { ReferenceEntry, ReferenceMember, ReferenceModule } from './entry.ts'

/** Where each name has its entry. The first entry point that exports it has it. */
function placesOf(modules: readonly ReferenceModule[]): Map<string, string> {
  const places = new Map<string, string>()
  for (const { specifier, entries } of modules) {
    for (const { name, anchor } of entries) {
      if (places.has(name)) continue
      places.set(name, `./${pageOf(specifier)}.md#${anchor}`)
    }
  }
  return places
}

function indexPage(): string {
  const rows = Object.entries(ABOUT).map(([specifier, about]) => {
    const page = pageOf(specifier)
    const name = page === undefined ? `\`${specifier}\`` : `[\`${specifier}\`](./${page}.md)`
    return `| ${name} | ${about} |`
  })
  return [
    '---\neditLink: false\n---',
    '# Reference',
    'Every public name, by the entry point that exports it. The text is that of the doc comments, which an editor shows as well.',
    ['| Entry point | What it has |', '| --- | --- |', ...rows].join('\n'),
    `[Additions](./${ADDITIONS}.md) lists what the package adds to the types of other packages.`,
  ].join('\n\n')
}

/** All public names: of the entry points, and what is added to the types of other packages. */
export interface Reference {
  modules: ReferenceModule[]
  additions: ReferenceModule[]
}

/**
 * Writes the pages of the reference.
 *
 * @param folder - that gets them
 * @returns what they tell of
 * @throws Error when the package is not built
 */
export async function writeReference(folder: string): Promise<Reference> {
  const reader = new ReferenceReader()
  const modules = reader.read()
  const additions = reader.readAdditions()
  const page = new ReferencePage(placesOf(modules))
  await mkdir(folder, { recursive: true })
  const pages = new Map([
    ['index', indexPage()],
    ['commands', commandsPage(await readCommands())],
    [ADDITIONS, await page.ofAdditions(additions)],
  ])
  for (const module of modules) {
    const name = pageOf(module.specifier)
    if (name === undefined) throw new Error(`Say what "${module.specifier}" is for in entries.ts`)
    pages.set(name, await page.ofModule(module))
  }
  await Promise.all([...pages].map(([name, text]) => writeFile(join(folder, `${name}.md`), text)))
  return { modules, additions }
}
