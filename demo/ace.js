/*
|--------------------------------------------------------------------------
| Ace, the command line of the application
|--------------------------------------------------------------------------
|
| `node ace` starts here. Node cannot run the TypeScript sources by itself,
| so the ts-exec hook is registered before bin/console.ts is imported. The
| production build replaces this file, so leave it as it is.
|
*/

import '@poppinss/ts-exec'

await import('./bin/console.js')
