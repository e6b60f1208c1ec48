/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync, statSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { root } from '../support/processes.ts'
import { guides } from './guides.ts'

/** Where the sources are read by everybody. */
export const REPOSITORY = 'https://github.com/reflex-adonis/reflex-adonis'

/** Pictures stand beside the guides on the site as well. */
const PICTURES = 'docs/pictures/'

const FENCE = /^( *)```[^\n]*\n[\s\S]*?^ *```$/gm
const LINK = /\]\(([^)\s]+)\)/g

/** Where a link of a guide leads on the site. */
function targetOf(link: string, source: string): string {
  if (/^(?:[a-z]+:|#)/.test(link)) return link
  const [path, anchor] = link.split('#')
  const file = posix.join(dirname(source), path)
  const hash = anchor === undefined ? '' : `#${anchor}`
  const page = guides.find((guide) => guide.source === file)
  if (page) return `${fromPageOf(source, page.name)}.md${hash}`
  if (file.startsWith(PICTURES)) return link
  const kind = isFolder(file) ? 'tree' : 'blob'
  return `${REPOSITORY}/${kind}/main/${file}${hash}`
}

/** The path to a page of the site from that of a guide, which may be in a folder. */
function fromPageOf(source: string, name: string): string {
  const own = guides.find((guide) => guide.source === source)
  const path = posix.relative(dirname(own?.name ?? ''), name)
  return path.startsWith('.') ? path : `./${path}`
}

function isFolder(file: string): boolean {
  const path = join(root, file)
  return existsSync(path) && statSync(path).isDirectory()
}

/**
 * The text of a guide with links for the site: to another guide they stay relative, and to any other file
 * of the repository they lead to the forge. Code stays as it is.
 *
 * @param source - file of the guide, from the folder of the package on
 */
export function withSiteLinks(text: string, source: string): string {
  const rewrite = (prose: string) =>
    prose.replaceAll(LINK, (_, link: string) => `](${targetOf(link, source)})`)
  let result = ''
  let end = 0
  for (const { 0: block, index } of text.matchAll(FENCE)) {
    result += rewrite(text.slice(end, index)) + block
    end = index + block.length
  }
  return result + rewrite(text.slice(end))
}
