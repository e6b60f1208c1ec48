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

import { exec } from './support/processes.ts'

await exec('node', ['bin/build.ts'])
await exec('node', ['--expose-gc', '--import=@poppinss/ts-exec', 'benchmarks/run.ts'])
