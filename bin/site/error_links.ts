/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { posix } from 'node:path'
import type { MarkdownRenderer } from 'vitepress'
import { anchorOf } from './anchors.ts'

const CODE = /^E_[A-Z_]+$/

/** The guide with an entry for each code. */
const ENTRIES = 'errors.md'

/**
 * Makes each error code in the text of a page a link to its entry, but in headings and in other links.
 *
 * @param known - codes that have an entry
 */
export function linkErrors(md: MarkdownRenderer, known: ReadonlySet<string>): void {
  md.core.ruler.push('error_links', ({ tokens, env, Token }) => {
    const { relativePath = '' } = env as { relativePath?: string }
    const path = posix.relative(posix.dirname(relativePath), ENTRIES)
    const page = path.startsWith('.') ? path : `./${path}`
    tokens.forEach(({ type, children }, index) => {
      if (type !== 'inline' || !children || tokens[index - 1]?.type === 'heading_open') return
      let depth = 0
      tokens[index].children = children.flatMap((child) => {
        if (child.type === 'link_open') depth++
        if (child.type === 'link_close') depth--
        const isCode = child.type === 'code_inline' && known.has(child.content)
        if (depth > 0 || !isCode) return [child]
        const open = new Token('link_open', 'a', 1)
        open.attrSet('href', `${page}#${anchorOf(child.content)}`)
        return [open, child, new Token('link_close', 'a', -1)]
      })
    })
    return true
  })
}

/**
 * The error codes that have an entry.
 *
 * @param text - of the guide with the entries
 */
export function knownErrors(text: string): Set<string> {
  const headings = [...text.matchAll(/^### `([^`]+)`/gm)].map(([, code]) => code)
  return new Set(headings.filter((code) => CODE.test(code)))
}
