/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../../../bin/support/processes.ts'

/** Names by which the guide's blocks of code are told apart. */
export type GuideLanguage = 'nginx' | 'haproxy' | 'caddyfile' | 'acl'

/** What a test writes in the place of what the guide says. */
export type Substitutions = readonly (readonly [from: string, to: string])[]

/**
 * The block of a guide in a language, as it stands there.
 *
 * @param guide - path from the root of the package
 * @throws Error unless the guide has exactly one
 */
export async function blockOf(guide: string, language: GuideLanguage): Promise<string> {
  const text = await readFile(join(root, guide), 'utf8')
  const blocks = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].filter(
    ([, name]) => name === language
  )
  if (blocks.length !== 1) throw new Error(`${guide} has ${blocks.length} blocks of ${language}`)
  return blocks[0][2]
}

/**
 * A text with other words in the place of some of its own. What is put in is not looked at: by
 * chance it may read as one of the words, as port 33340 does where 3334 stands for another.
 *
 * @throws Error when a word is not there, or more than once: the guide says something else then
 */
export function substitute(text: string, substitutions: Substitutions): string {
  const places = substitutions.map(([from, to]) => {
    const parts = text.split(from)
    if (parts.length !== 2)
      throw new Error(`"${from}" is there ${parts.length - 1} times:\n${text}`)
    return { begin: parts[0].length, end: parts[0].length + from.length, to }
  })
  places.sort((one, other) => one.begin - other.begin)
  const pieces = places.map(({ begin, to }, index) => {
    const after = places[index - 1]?.end ?? 0
    if (begin < after) throw new Error(`Two words overlap at "${text.slice(begin, after)}"`)
    return text.slice(after, begin) + to
  })
  return pieces.join('') + text.slice(places.at(-1)?.end ?? 0)
}
