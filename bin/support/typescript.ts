/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exec } from './processes.ts'

/** By its path, since the linter's TypeScript, an older one, has a program of that name as well. */
const TSC = join(
  dirname(fileURLToPath(import.meta.resolve('@typescript/native/package.json'))),
  'bin',
  'tsc'
)

/**
 * Compiles or checks a project with TypeScript.
 *
 * @param project - path of its folder or of its tsconfig.json
 * @throws ExecaError when there are errors, once they are printed
 */
export function tsc(project: string, ...options: string[]): Promise<unknown> {
  return exec('node', [TSC, '--project', project, ...options])
}
