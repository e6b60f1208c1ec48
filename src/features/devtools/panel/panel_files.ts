/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'

/** The file that a document loads. All others are imported by it. */
export const PANEL_SCRIPT = 'main.js'

const NAME = /^(\w+)\.js$/

/** Whether this is the package as it was built, and not its sources. */
const isBuilt = !new URL(import.meta.url).pathname.endsWith('.ts')

const FOLDER = `${isBuilt ? 'build/' : ''}src/features/devtools/client/`

/**
 * The code that draws the panel in a browser. It is no part of what Vite bundles.
 *
 * @param name - of a file
 * @returns undefined where there is none of that name
 */
export async function panelFile(name: string): Promise<string | undefined> {
  const [, stem] = NAME.exec(name) ?? []
  if (stem === undefined) return undefined
  const own = import.meta.resolve('reflex-adonis/package.json')
  const file = new URL(`${FOLDER}${stem}.${isBuilt ? 'js' : 'ts'}`, own)
  try {
    const text = await readFile(fileURLToPath(file), 'utf8')
    return isBuilt ? text : stripTypeScriptTypes(text).replaceAll(/(from '\.\/\w+)\.ts'/g, "$1.js'")
  } catch {
    return undefined
  }
}
