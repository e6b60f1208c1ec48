/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Builds the package
|--------------------------------------------------------------------------
|
| JavaScript by tsdown and declarations by tsc, side by side; then the index
| of the commands, which is made from the built commands.
|
*/

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ExecaError } from 'execa'
import { exec, root } from './support/processes.ts'

const out = join(root, 'build')

try {
  await rm(out, { recursive: true, force: true })
  await Promise.all([
    exec('tsdown', ['--logLevel', 'warn']),
    exec('tsc', ['--project', 'tsconfig.build.json']),
  ])
  await exec('adonis-kit', ['index', 'build/commands'], {
    stdio: ['inherit', 'ignore', 'inherit'],
  })
} catch (error) {
  // The program has said what was wrong.
  if (!(error instanceof ExecaError)) throw error
  process.exitCode = 1
}
