/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { root } from './processes.ts'

/** What is made from the built commands, and has no source file. */
export const COMMANDS_INDEX = './commands'

/** An entry of `exports` in package.json that is made from a source file. */
export interface EntryPoint {
  /** The key in `exports`: `./react`. */
  key: string
  /** In the build folder, without its ending: `src/react/main`. */
  name: string
  /** From the folder of the package on: `src/react/main.ts`. */
  source: string
}

/**
 * The source file of every entry point but the index of the commands.
 */
export function entryPoints(): EntryPoint[] {
  return Object.entries(packageJson.exports).flatMap(([key, target]) => {
    if (typeof target === 'string' || key === COMMANDS_INDEX) return []
    const name = target.default.replace(/^\.\/build\//, '').replace(/\.js$/, '')
    const source = [`${name}.ts`, `${name}.tsx`].find((file) => existsSync(join(root, file)))
    if (!source) throw new Error(`No source file for the entry point "${target.default}"`)
    return [{ key, name, source }]
  })
}
