/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFileSync } from 'node:fs'
import { parseSync } from 'oxc-parser'

/** What c8 looks at: the sources of the package. */
export const SOURCES = [
  'src/**',
  'commands/*.ts',
  'providers/*.ts',
  'services/*.ts',
  'configure.ts',
  'index.ts',
]

/** Whether a source file has nothing of its own that could run, as a door and a file of types. */
export function hasNoCode(path: string): boolean {
  const { program } = parseSync(path, readFileSync(path, 'utf8'))
  const isOfTypes = (kind: string) => kind.startsWith('TS')
  return program.body.every((node) => {
    if (node.type === 'ImportDeclaration' || node.type === 'ExportAllDeclaration') return true
    if (node.type !== 'ExportNamedDeclaration') return isOfTypes(node.type)
    return node.declaration ? isOfTypes(node.declaration.type) : true
  })
}
