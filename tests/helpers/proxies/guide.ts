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
 * A text with other words in the place of some of its own.
 *
 * @throws Error when a word is not there, or more than once: the guide says something else then
 */
export function substitute(text: string, substitutions: Substitutions): string {
  return substitutions.reduce((before, [from, to]) => {
    const parts = before.split(from)
    if (parts.length !== 2)
      throw new Error(`"${from}" is there ${parts.length - 1} times:\n${before}`)
    return parts.join(to)
  }, text)
}
