/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { visitorKeys } from 'oxc-parser'
import type { Program } from 'oxc-parser'
import { ALL_SHARED } from '../pages/main.ts'
import { isPlainName, isType, pushChildren } from './value_names.ts'
import type { AnyNode } from './value_names.ts'

/** What gives a page the shared data. */
export const SHARED_HOOK = 'useShared'

/** A use of a name or of an expression, where it stands. */
interface Place {
  node: AnyNode
  parent: AnyNode
  /** Under which the parent has it. */
  key: string
}

/** All that is not a type, with what it stands in. */
function* placesOf(program: Program): Iterable<Place> {
  const pending: Place[] = []
  const push = (parent: AnyNode) => {
    for (const key of visitorKeys[parent.type] ?? []) {
      const children: unknown[] = []
      pushChildren(children, parent, key)
      for (const node of children as AnyNode[]) {
        if (!isType(node)) pending.push({ node, parent, key })
      }
    }
  }
  push(program as unknown as AnyNode)
  while (pending.length > 0) {
    const place = pending.pop()!
    yield place
    push(place.node)
  }
}

/** What a member or a property is called, where its name stands there. */
function nameOf(node: AnyNode, key: 'property' | 'key'): string {
  const { type, name, value } = node[key] as AnyNode
  if (type === 'Literal' && typeof value === 'string') return value
  return type === 'Identifier' && node.computed === false ? (name as string) : ALL_SHARED
}

/** The keys that a pattern takes out: `{ basket, user: me }`. */
function keysOfPattern({ properties }: AnyNode): string[] {
  return (properties as AnyNode[]).map((property) =>
    property.type === 'Property' ? nameOf(property, 'key') : ALL_SHARED
  )
}

/**
 * The keys that are read of the data where an expression with them stands.
 *
 * @param bind - hears of the variable that they are put into
 */
function keysRead({ node, parent, key }: Place, bind: (name: string) => void): string[] {
  if (parent.type === 'MemberExpression' && key === 'object') return [nameOf(parent, 'property')]
  if (parent.type === 'ExpressionStatement') return []
  if (parent.type === 'VariableDeclarator' && parent.init === node) {
    const id = parent.id as AnyNode
    if (id.type === 'ObjectPattern') return keysOfPattern(id)
    if (id.type === 'Identifier') {
      bind(id.name as string)
      return []
    }
  }
  return [ALL_SHARED]
}

/** Whether a node names the hook: by the name that it was imported with here, or as a member of its module. */
function isHook({ node, parent, key }: Place, locals: ReadonlySet<string>): boolean {
  if (node.type === 'MemberExpression') return nameOf(node, 'property') === SHARED_HOOK
  if (node.type !== 'Identifier' || !locals.has(node.name as string)) return false
  return !parent.type.startsWith('Import') && !isPlainName(parent, key)
}

/** Whether the hook gets another name here, by which nobody knows it elsewhere. */
function isRenamed({ type, local, exported, key }: AnyNode): boolean {
  const isNamed = (node: unknown) => (node as AnyNode).name === SHARED_HOOK
  if (type === 'ExportSpecifier') return isNamed(local) && !isNamed(exported)
  // Taken out of a module that was loaded later
  return type === 'Property' && isNamed(key)
}

/**
 * The keys of the shared data that a module reads: of what `useShared()` returns, there and by the variable that it is
 * put into. Where the data go elsewhere as a whole, nobody knows which of them are read, and all count.
 *
 * @returns keys in any order, maybe twice; `*` for all
 */
export function sharedKeysIn(program: Program): string[] {
  const keys: string[] = []
  const bound = new Set<string>()
  const locals = new Set<string>()
  for (const statement of program.body) {
    if (statement.type !== 'ImportDeclaration') continue
    for (const specifier of statement.specifiers) {
      if (specifier.type !== 'ImportSpecifier') continue
      const { imported, local } = specifier
      if ((imported as { name?: string }).name === SHARED_HOOK) locals.add(local.name)
    }
  }

  const places = [...placesOf(program)]
  const calls = new Set<AnyNode>()
  for (const place of places) {
    if (isRenamed(place.node)) keys.push(ALL_SHARED)
    if (!isHook(place, locals)) continue
    const { parent, key } = place
    if (parent.type === 'CallExpression' && key === 'callee') calls.add(parent)
    // As it is exported here under its own name, it is found where it is imported
    else if (parent.type !== 'ExportSpecifier') keys.push(ALL_SHARED)
  }
  for (const place of places) {
    if (calls.has(place.node)) keys.push(...keysRead(place, (name) => bound.add(name)))
  }
  if (bound.size === 0) return keys
  for (const place of places) {
    const { node, parent, key } = place
    if (node.type !== 'Identifier' || !bound.has(node.name as string)) continue
    const isDeclared = parent.type === 'VariableDeclarator' && key === 'id'
    if (isDeclared || isPlainName(parent, key)) continue
    keys.push(...keysRead(place, () => keys.push(ALL_SHARED)))
  }
  return keys
}
