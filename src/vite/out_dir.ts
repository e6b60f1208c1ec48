/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { memberOf, parseJsonObject } from '../json_source.ts'

/** What Adonis builds into where tsconfig.json does not say. */
const DEFAULT = 'build'

/**
 * The folder that `node ace build` writes: the `outDir` of tsconfig.json.
 *
 * @param root - absolute path of the application
 */
export function outDirOf(root: string): string {
  const file = join(root, 'tsconfig.json')
  if (!existsSync(file)) return DEFAULT
  const options = memberOf(parseJsonObject(readFileSync(file, 'utf8')), 'compilerOptions')
  const outDir = options?.type === 'ObjectExpression' ? memberOf(options, 'outDir') : undefined
  return outDir?.type === 'Literal' && typeof outDir.value === 'string' ? outDir.value : DEFAULT
}
