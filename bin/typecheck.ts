/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Checks the types of everything: `npm run typecheck`
|--------------------------------------------------------------------------
|
| The package and its tests first, then the applications, which import the
| built package. Each project is checked, whatever is wrong with another.
|
*/

import { ExecaError } from 'execa'
import { tsc } from './support/typescript.ts'

const PROJECTS = ['.', 'tests/lab', 'benchmarks/app', 'demo', 'demo/resources']

for (const project of PROJECTS) {
  try {
    await tsc(project, '--noEmit')
  } catch (error) {
    // The compiler has said what was wrong.
    if (!(error instanceof ExecaError)) throw error
    process.exitCode = 1
  }
}
