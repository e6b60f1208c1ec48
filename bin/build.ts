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
| JavaScript by tsdown and declarations by tsc, side by side; then the stubs
| and the index of the commands, which is made from the built commands.
|
*/

import { cp, glob, mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ExecaError } from 'execa'
import { exec, root } from './support/processes.ts'

const out = join(root, 'build')

async function copyStubs(): Promise<void> {
  for await (const stub of glob('stubs/**/*.stub', { cwd: root })) {
    const target = join(out, stub)
    await mkdir(dirname(target), { recursive: true })
    await cp(join(root, stub), target)
  }
}

try {
  await rm(out, { recursive: true, force: true })
  await Promise.all([
    exec('tsdown', ['--logLevel', 'warn']),
    exec('tsc', ['--project', 'tsconfig.build.json']),
  ])
  await copyStubs()
  await exec('adonis-kit', ['index', 'build/commands'], { stdout: 'ignore' })
} catch (error) {
  // The program has said what was wrong.
  if (!(error instanceof ExecaError)) throw error
  process.exitCode = 1
}
