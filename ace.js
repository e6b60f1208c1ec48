/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Ace, the command line for work on the package
|--------------------------------------------------------------------------
|
| `node ace` needs Node 24. Its application is the demo, on the sources of the
| package in place of its build; `serve`, `test` and `build` are the package's own.
|
*/

import { join } from 'node:path'

// Vite, migrations, what TypeScript means: applications expect to be started in their folder
process.chdir(join(import.meta.dirname, 'demo'))

await import('@poppinss/ts-exec')
await import('./bin/console.js')
