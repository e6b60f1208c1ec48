/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import ts from 'typescript'

/** A doc comment, by its parts. Texts are Markdown. */
export interface Comment {
  text: string
  params: { name: string; text: string }[]
  returns: string[]
  throws: string[]
  fallback: string[]
  examples: string[]
  deprecated: string[]
}

/** What a tag of a comment adds to. `@internal` and the like add nothing. */
const TAGS: Record<string, 'returns' | 'throws' | 'fallback' | 'examples' | 'deprecated'> = {
  returns: 'returns',
  throws: 'throws',
  default: 'fallback',
  example: 'examples',
  deprecated: 'deprecated',
}

/** Where a tag comes after the text of its line, as a default does after a short text. */
const TRAILING = / (?=@(?:default|returns|throws|deprecated)\s)/

/** The lines of a comment without its frame. */
function linesOf(raw: string): string[] {
  return raw
    .replace(/^\/\*\*/, '')
    .replace(/\*\/$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
}

/**
 * Reads a doc comment. TypeScript's own parser takes a decorator that begins a line of an example for a tag.
 *
 * @param raw - with its frame of stars
 */
export function parseComment(raw: string): Comment {
  const comment: Comment = {
    ...{ text: '', params: [], returns: [], throws: [], fallback: [], examples: [] },
    deprecated: [],
  }
  const parts: { tag: string; lines: string[] }[] = [{ tag: '', lines: [] }]
  let isCode = false
  const lines = linesOf(raw).flatMap((line) =>
    line.includes('`@') ? [line] : line.split(TRAILING)
  )
  for (const line of lines) {
    const tag = isCode ? undefined : /^@(\w+)\s*(.*)$/.exec(line)
    if (line.trimStart().startsWith('```')) isCode = !isCode
    if (tag) parts.push({ tag: tag[1], lines: [tag[2]] })
    else parts.at(-1)!.lines.push(line)
  }
  for (const { tag, lines: own } of parts) {
    const text = own.join('\n').trim()
    const param = /^(?:param|typeParam|template)$/.test(tag)
      ? /^(\S+)\s*(?:-\s*)?([^]*)$/.exec(text)
      : undefined
    if (tag === '') comment.text = text
    else if (param) comment.params.push({ name: param[1], text: param[2] })
    else if (Object.hasOwn(TAGS, tag)) comment[TAGS[tag]].push(text)
  }
  return comment
}

/** The doc comment of a declaration; undefined where it has none, or an empty one. */
export function commentOf(node: ts.Node): Comment | undefined {
  const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)
  const last = docs.at(-1)
  if (!last) return undefined
  const comment = parseComment(last.getText())
  const hasContent = Object.values(comment).some((part: string | unknown[]) => part.length > 0)
  return hasContent ? comment : undefined
}
