/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Measures: `npm run bench`
|--------------------------------------------------------------------------
|
| Builds the package, since that is what the benchmarks run, and runs them.
|
*/

import { readArguments } from './support/arguments.ts'
import { exec, TYPESCRIPT } from './support/processes.ts'

const { only } = readArguments('npm run bench -- [--only=throughput,uploads]', {
  only: { type: 'string' },
})

await exec('node', ['bin/build.ts'])
const chosen = only === undefined ? [] : only.split(',')
await exec('node', ['--expose-gc', TYPESCRIPT, 'benchmarks/run.ts', ...chosen])
