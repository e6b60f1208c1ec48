/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { visitorKeys } from 'oxc-parser'
import type { Program, Span } from 'oxc-parser'

type AnyNode = Span & { type: string; [key: string]: unknown }

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

/** Children that are names of something else, not uses of a variable. */
function isPlainName(node: AnyNode, key: string): boolean {
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
    if (node.type.startsWith('TS') && !RUNNING_TYPESCRIPT.has(node.type)) continue
    if (skip && node.start >= skip.start && node.end <= skip.end) continue
    if (node.type.startsWith('Export') && (node.source || node.exportKind === 'type')) continue

    for (const key of visitorKeys[node.type] ?? []) {
      if (isPlainName(node, key)) continue
      const child = node[key]
      if (Array.isArray(child)) {
        for (const item of child) if (item) pending.push(item)
      } else if (child) {
        pending.push(child)
      }
    }
  }
  return names
}
