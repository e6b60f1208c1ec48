/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { visitorKeys } from 'oxc-parser'
import type { Program } from 'oxc-parser'
import { isType, pushChildren, textOf } from './value_names.ts'
import type { AnyNode } from './value_names.ts'

/** What the key of a message can be: names, with dots between them. */
const KEY = /^[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)*$/u

/** How a key begins whose end is only known while the page is shown: `orders.status.`. */
const BEGINNING = /^([\p{L}\p{N}_-]+\.)+/u

/** All keys with a beginning, as code names them that gets the keys themselves from elsewhere: `orders.status.*`. */
const NAMED_BEGINNING = /^([\p{L}\p{N}_-]+\.)+\*$/u

/** What a module imports that shows messages, or lists their keys. */
const IMPORTS = new Set(['useI18n', 'MessageKey', 'I18n'])

/** Stands for the end of a key that is not known. */
const ANY = '*'

/** The keys that a text may have at its end, from what stands in it before the first expression. */
function beginningOf({ expressions, quasis }: AnyNode): string | undefined {
  if ((expressions as unknown[]).length === 0) return undefined
  const [{ value }] = quasis as { value: { cooked: string | null } }[]
  const [beginning] = BEGINNING.exec(value.cooked ?? '') ?? []
  return beginning && beginning + ANY
}

/**
 * The keys of messages that a module may show: all texts in it that could be one, if it imports what
 * shows messages. So a key can stand in a condition or a list as well. Of a text with expressions, it
 * is what stands before the first one, with a star for the rest. A text may have the star itself.
 *
 * @returns in the order in which they are written, maybe twice; undefined for a module that shows none
 */
export function messageKeysIn(program: Program): string[] | undefined {
  const keys: string[] = []
  const pending: unknown[] = [program]
  let shows = false

  while (pending.length > 0) {
    const node = pending.pop() as AnyNode
    if (node.type === 'ImportSpecifier') {
      const { name } = node.imported as { name?: string }
      shows ||= name !== undefined && IMPORTS.has(name)
      continue
    }
    if (isType(node)) continue
    const text = textOf(node)
    if (text !== undefined && (KEY.test(text) || NAMED_BEGINNING.test(text))) keys.push(text)
    const beginning = node.type === 'TemplateLiteral' ? beginningOf(node) : undefined
    if (beginning !== undefined) keys.push(beginning)
    // The path of an import is not a key
    const children = node.type === 'ImportDeclaration' ? ['specifiers'] : visitorKeys[node.type]
    for (const child of children ?? []) pushChildren(pending, node, child)
  }
  return shows ? keys : undefined
}
