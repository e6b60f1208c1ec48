/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseSync } from 'oxc-parser'
import { root } from '../processes.ts'

/** What c8 looks at: the sources of the package. */
export const SOURCES = [
  'src/**',
  'commands/*.ts',
  'providers/*.ts',
  'services/*.ts',
  'configure.ts',
  'index.ts',
]

const OWN = /^((src|commands|providers|services|build)\/|(configure|index)\.ts$)/

/** The package as an application has installed it: the build of this very run. */
const INSTALLED = /\/node_modules\/reflex-adonis\/(build\/.*)$/

/**
 * The address of a script as it is in the folder of the package; undefined for any other script.
 *
 * @param url - as V8 has it, with the version of hot-hook
 */
export function ownFile(url: string): string | undefined {
  if (!url.startsWith('file:')) return undefined
  const path = fileURLToPath(url.replace(/[?#].*$/, ''))
  const installed = INSTALLED.exec(path.replaceAll(sep, '/'))
  const file = installed ? installed[1] : relative(root, path).replaceAll(sep, '/')
  return OWN.test(file) ? pathToFileURL(join(root, file)).href : undefined
}

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
