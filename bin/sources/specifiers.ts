/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { join } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { COMMANDS_INDEX, entryPoints } from '../support/entry_points.ts'
import { root } from '../support/processes.ts'

const files = new Map(
  entryPoints().map(({ key, source }) => [specifierOf(key), join(root, source)])
)
files.set(specifierOf(COMMANDS_INDEX), join(root, 'bin', 'sources', 'commands.ts'))

function specifierOf(key: string): string {
  return `${packageJson.name}${key.slice(1)}`
}

/**
 * The source file of what an application imports of the package, as an absolute path; undefined
 * for any other import.
 */
export function sourceOf(specifier: string): string | undefined {
  return files.get(specifier)
}
