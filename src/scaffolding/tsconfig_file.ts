/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { posix } from 'node:path'
import type { Expression } from 'oxc-parser'
import { memberOf, parseJsonObject } from '../json_source.ts'
import { append, hasElement, splice } from './source.ts'

/** What TypeScript leaves out where no config says anything. */
const DEFAULT_EXCLUDE = ['node_modules', 'bower_components', 'jspm_packages']

/** Stands in a preset for the folder of the config that extends it. */
const CONFIG_DIR = /^\$\{configDir\}\/?/

/**
 * What a tsconfig.json leaves out by what it extends.
 *
 * @param file - its absolute path
 */
export async function inheritedExclude(file: string): Promise<string[]> {
  let preset = presetOf(await readFile(file, 'utf8'), file)
  while (preset !== undefined) {
    const text = await readFile(preset, 'utf8').catch(() => undefined)
    if (text === undefined) break
    const list = stringsOf(memberOf(parseJsonObject(text), 'exclude'))
    if (list) return list.map((member) => member.replace(CONFIG_DIR, ''))
    preset = presetOf(text, preset)
  }
  return DEFAULT_EXCLUDE
}

/** The last config that a config extends, which counts most. */
function presetOf(text: string, file: string): string | undefined {
  const given = memberOf(parseJsonObject(text), 'extends')
  const name =
    stringsOf(given)?.at(-1) ??
    (given?.type === 'Literal' && typeof given.value === 'string' ? given.value : undefined)
  if (name === undefined) return undefined
  try {
    return createRequire(file).resolve(name)
  } catch {
    return undefined
  }
}

function stringsOf(list: Expression | undefined): string[] | undefined {
  if (list?.type !== 'ArrayExpression') return undefined
  return list.elements.flatMap((element) =>
    element?.type === 'Literal' && typeof element.value === 'string' ? [element.value] : []
  )
}

/**
 * The import aliases of pages that the application has elsewhere, such as those of Inertia. The
 * types of its routes lead to them.
 *
 * @param file - absolute path of their tsconfig.json
 * @param folder - where they are, as another folder beside it sees them
 */
export async function aliasesOf(
  file: string,
  folder: string
): Promise<Record<string, string[]> | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  const options = text && memberOf(parseJsonObject(text), 'compilerOptions')
  const paths = options && options.type === 'ObjectExpression' && memberOf(options, 'paths')
  if (!paths || paths.type !== 'ObjectExpression') return undefined
  const entries = paths.properties.flatMap((member) => {
    if (member.type !== 'Property' || member.key.type !== 'Literal') return []
    const targets = stringsOf(member.value)?.map((target) => posix.join(folder, target))
    return targets ? [[String(member.key.value), targets] as const] : []
  })
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}

/**
 * Takes a folder out of what a tsconfig.json compiles.
 *
 * @param inherited - what a config without an `exclude` of its own left out so far
 */
export function excludeFolder(tsconfig: string, folder: string, inherited: string[]): string {
  const root = parseJsonObject(tsconfig)
  const list = memberOf(root, 'exclude')
  if (list?.type === 'ArrayExpression') {
    if (hasElement(list, folder) || hasElement(list, `${folder}/**`)) return tsconfig
    return append(`(${tsconfig}`, list, JSON.stringify(folder)).slice(1)
  }

  const members = [...new Set([...inherited, folder])].map((member) => JSON.stringify(member))
  const exclude = `"exclude": [${members.join(', ')}]`
  const last = root.properties.at(-1)
  return last
    ? splice(tsconfig, last.end - 1, `,\n  ${exclude}`)
    : splice(tsconfig, root.start, `\n  ${exclude}\n`)
}
