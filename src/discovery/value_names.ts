/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { visitorKeys } from 'oxc-parser'
import type { Program, Span } from 'oxc-parser'

/** Any node of a tree, with its children by the keys of its type. */
export type AnyNode = Span & { type: string; [key: string]: unknown }

/** Nodes of TypeScript that hold code which runs. All other `TS…` nodes are types. */
const RUNNING_TYPESCRIPT = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSEnumDeclaration',
  'TSEnumBody',
  'TSEnumMember',
  'TSModuleDeclaration',
  'TSModuleBlock',
  'TSParameterProperty',
  'TSExportAssignment',
  'TSImportEqualsDeclaration',
])

/** Whether a node is gone once TypeScript has compiled it. */
export function isType({ type }: AnyNode): boolean {
  return type.startsWith('TS') && !RUNNING_TYPESCRIPT.has(type)
}

/** Pushes the children of a node that stand under a key. */
export function pushChildren(pending: unknown[], node: AnyNode, key: string): void {
  const child = node[key]
  if (Array.isArray(child)) pending.push(...child.filter(Boolean))
  else if (child) pending.push(child)
}

/** A text, however it is written; undefined for anything else. */
export function textOf({ type, value, expressions, quasis }: AnyNode): string | undefined {
  if (type === 'Literal') return typeof value === 'string' ? value : undefined
  if (type !== 'TemplateLiteral' || (expressions as unknown[]).length > 0) return undefined
  return (quasis as { value: { cooked: string | null } }[])[0].value.cooked ?? undefined
}

/** Whether the child under a key is a name of something else, not the use of a variable. */
export function isPlainName(node: AnyNode, key: string): boolean {
  switch (node.type) {
    case 'MemberExpression':
      return key === 'property' && node.computed === false
    case 'Property':
    case 'PropertyDefinition':
    case 'MethodDefinition':
    case 'AccessorProperty':
      return key === 'key' && node.computed === false
    case 'JSXAttribute':
      return key === 'name'
    case 'JSXMemberExpression':
      return key === 'property'
    case 'ExportSpecifier':
      return key === 'exported'
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return key === 'label'
    default:
      return false
  }
}

/**
 * Names that a module uses as values, as opposed to in types only. TypeScript drops an import of
 * which no name is used so, and a bundler never sees it. Scopes are not looked at: a name that is
 * shadowed counts as used.
 *
 * @param program - the module
 * @param skip - a part of the source that will not run
 */
export function valueNames(program: Program, skip?: Span): Set<string> {
  const names = new Set<string>()
  const pending: unknown[] = [program]

  while (pending.length > 0) {
    const node = pending.pop() as AnyNode
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') {
      names.add(node.name as string)
      continue
    }
    if (node.type === 'ImportDeclaration') continue
    if (isType(node)) continue
    if (skip && node.start >= skip.start && node.end <= skip.end) continue
    if (node.type.startsWith('Export') && (node.source || node.exportKind === 'type')) continue

    for (const key of visitorKeys[node.type] ?? []) {
      if (!isPlainName(node, key)) pushChildren(pending, node, key)
    }
  }
  return names
}
