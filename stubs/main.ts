/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { fileURLToPath } from 'node:url'

/** Folder of the stubs. The build brings no copy of them: the package has them once. */
export const stubsRoot = fileURLToPath(
  new URL('stubs', import.meta.resolve('reflex-adonis/package.json'))
)
