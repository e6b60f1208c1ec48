/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Assembler hook: the ready pages of accounts
|--------------------------------------------------------------------------
|
| Runs in `node ace serve`, `test`, `build` and `codegen`, and follows the
| files of the application while it is developed.
|
*/

import { sep } from 'node:path'
import type { HookParams } from '@adonisjs/assembler/types'
import app from '@adonisjs/core/services/app'
import { ReadyFiles } from './ready_files.ts'

/**
 * Writes the pages that `reflex.auth()` mounts into `.adonisjs`. An application that does not call it gets none.
 *
 * @throws E_AUTH_PAGES for what cannot be read of the application
 */
export default async function pagesHook(...[parent, hooks]: HookParams<'init'>): Promise<void> {
  const files = new ReadyFiles(app)
  await files.write()
  // One run at a time, so that the files are as the last change wants them
  let last = Promise.resolve()
  const follow = async (...[path]: [path: string, ...rest: unknown[]]) => {
    if (!files.isConcerned(path.replaceAll(sep, '/'))) return
    last = last
      .then(() => files.write())
      .catch((error: Error & { help?: string }) =>
        parent.ui.logger.error(error.help ?? error.message)
      )
    await last
  }
  for (const moment of ['fileAdded', 'fileChanged', 'fileRemoved'] as const) {
    hooks.add(moment, follow)
  }
}
