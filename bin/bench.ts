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

const { only, check, keep } = readArguments(
  'npm run bench -- [--only=throughput,uploads] [--check] [--keep]',
  { only: { type: 'string' }, check: { type: 'boolean' }, keep: { type: 'boolean' } }
)

await exec('node', ['bin/build.ts'])
const chosen = only === undefined ? [] : only.split(',')
if (keep) chosen.push('--keep')
else if (check) chosen.push('--check')
const { exitCode } = await exec(
  'node',
  ['--expose-gc', TYPESCRIPT, 'benchmarks/run.ts', ...chosen],
  { reject: false }
)
process.exitCode = exitCode
