/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { glob, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './processes.ts'

/** What the build is made from. */
const SOURCES = [
  '{src,providers,services,commands,stubs}/**/*.{ts,tsx}',
  '{index,configure,tsdown.config}.ts',
  '{package,tsconfig,tsconfig.build}.json',
]

/** What the build writes last. */
const LAST = join(root, 'build', 'commands', 'main.js')

/** Whether the package is built, and no file of it was saved since. */
export async function isBuildCurrent(): Promise<boolean> {
  const built = await stat(LAST).catch(() => undefined)
  if (!built) return false
  for await (const file of glob(SOURCES, { cwd: root })) {
    const { mtimeMs } = await stat(join(root, file))
    if (mtimeMs > built.mtimeMs) return false
  }
  return true
}
