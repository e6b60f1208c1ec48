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
| JavaScript by tsdown and declarations by tsc, side by side; then the styles of
| the parts for models, and the index of the commands, which is made from the
| built commands. Source maps go to the folder that BUILD_MAPS names, when it
| names one: the package has none.
|
*/

import { glob, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ExecaError } from 'execa'
import { exec, root, TYPESCRIPT } from './support/processes.ts'
import { tsc } from './support/typescript.ts'

const out = join(root, 'build')

async function takeMaps(folder: string): Promise<void> {
  for await (const file of glob('**/*.map', { cwd: out })) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await rename(join(out, file), join(folder, file))
  }
}

try {
  await rm(out, { recursive: true, force: true })
  await Promise.all([exec('tsdown', ['--logLevel', 'warn']), tsc('tsconfig.build.json')])
  await exec('node', [TYPESCRIPT, 'bin/support/write_styles.ts'])
  if (process.env.BUILD_MAPS) await takeMaps(process.env.BUILD_MAPS)
  await exec('adonis-kit', ['index', 'build/commands'], {
    stdio: ['inherit', 'ignore', 'inherit'],
  })
} catch (error) {
  // The program has said what was wrong.
  if (!(error instanceof ExecaError)) throw error
  process.exitCode = 1
}
