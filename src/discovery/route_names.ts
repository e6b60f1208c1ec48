/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { visitorKeys } from 'oxc-parser'
import type { Program } from 'oxc-parser'
import { isType, pushChildren, textOf } from './value_names.ts'
import type { AnyNode } from './value_names.ts'

/** What a route can be called: `products.show`. A path starts with a slash. */
const NAME = /^[a-z_][\w.:@-]*$/i

/** What makes the URL of a route on a page. */
const URL_MAKER = 'urlFor'

function isNamed(node: unknown, name: string): boolean {
  const { type, value, name: own } = (node ?? {}) as AnyNode
  return type === 'Literal' ? value === name : own === name
}

/** A link to a route, an entry of a menu, or the import of what makes URLs, whatever it is called here. */
function leadsToRoute(node: AnyNode): boolean {
  switch (node.type) {
    case 'JSXAttribute':
      return isNamed(node.name, 'route')
    case 'Property': {
      const text = textOf((node.value ?? {}) as AnyNode)
      // The path of a page, in its metadata
      const isPath = text !== undefined && !NAME.test(text)
      return isNamed(node.key, 'route') && !isPath
    }
    case 'ImportSpecifier':
      return isNamed(node.imported, URL_MAKER)
    case 'MemberExpression':
      return isNamed(node.property, URL_MAKER)
    default:
      return false
  }
}

/**
 * The names of routes that a module may lead to: all texts in it that could be one, if it leads to
 * any route by its name. So a name can stand in a condition or a list as well.
 *
 * @returns in the order in which they are written, maybe twice
 */
export function routeNamesIn(program: Program): string[] {
  const names: string[] = []
  const pending: unknown[] = [program]
  let leads = false

  while (pending.length > 0) {
    const node = pending.pop() as AnyNode
    if (isType(node)) continue
    const text = textOf(node)
    if (text !== undefined && NAME.test(text)) names.push(text)
    leads ||= leadsToRoute(node)
    // The source of an import is not the name of a route
    const keys = node.type === 'ImportDeclaration' ? ['specifiers'] : visitorKeys[node.type]
    for (const key of keys ?? []) pushChildren(pending, node, key)
  }
  return leads ? names : []
}
