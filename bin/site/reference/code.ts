/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { join } from 'node:path'
import { format, resolveConfig, type Options } from 'prettier'
import { root } from '../../support/processes.ts'
import type { ReferenceEntry } from './entry.ts'

/** Columns of a line of code that a page shows without scrolling. */
const WIDTH = 84

const STYLE: Options = {
  // That of all code of the package
  ...(await resolveConfig(join(root, 'index.ts'))),
  parser: 'typescript',
  printWidth: WIDTH,
}

function isShort(text: string): boolean {
  return text.split('\n').every((line) => line.length <= WIDTH)
}

/** Statements on lines of a bearable length. */
async function formatted(text: string): Promise<string> {
  if (isShort(text)) return text
  const code = await format(text, STYLE)
  return code.trimEnd()
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ')
}

/** A member outside of its class or interface. */
export async function memberCode(declarations: readonly string[]): Promise<string> {
  const plain = declarations.join('\n')
  if (isShort(plain)) return plain
  // The name of a member of an object in a constant has dots, that of a class modifiers
  const quoted = declarations.map((text) => text.replace(/^(\w+(?:\.\w+)+)/, "'$1'"))
  const code = await formatted(`declare class Owner {\n${indented(quoted.join('\n'))}\n}`)
  const inner = code.split('\n').slice(1, -1).join('\n')
  return inner.replaceAll(/^ {2}/gm, '').replaceAll(/^'([\w.]+)'/gm, '$1')
}

/** The declaration of an entry, with those of its members that are not told by themselves. */
export async function entryCode({ kind, code, members }: ReferenceEntry): Promise<string> {
  const isWhole = kind === 'interface'
  if (!isWhole && kind !== 'class') {
    const lines = kind === 'function' ? code.map((text) => `declare ${text}`) : code
    const text = await formatted(lines.join('\n'))
    return text.replaceAll(/^declare /gm, '')
  }
  const shown = members.filter(({ comments }) => isWhole || comments.length === 0)
  if (shown.length === 0) return formatted(`${code[0]} {}`)
  const body = indented(shown.flatMap((member) => member.code).join('\n'))
  const head = kind === 'class' ? `declare ${code[0]}` : code[0]
  const text = await formatted(`${head} {\n${body}\n}`)
  return text.replace(/^declare /, '')
}
