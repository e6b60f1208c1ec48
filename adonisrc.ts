/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig } from '@adonisjs/core/app'

/*
|--------------------------------------------------------------------------
| What `node ace` has at the root
|--------------------------------------------------------------------------
|
| Its application is the demo, so this comes after what demo/adonisrc.ts says.
| A command replaces one of the same name.
|
*/

export default defineConfig({
  commands: [() => import('./bin/ace/main.ts')],
  providers: [() => import('./bin/sources/sources_provider.ts')],
  // A file of the package starts the server of the demo again
  metaFiles: [{ pattern: '../**', reloadServer: true }],
  hooks: { init: [() => import('./bin/sources/source_watch.ts')] },
})
