/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Assembler hook: the types of messages
|--------------------------------------------------------------------------
|
| Runs in `node ace serve`, `test`, `build` and `codegen`, outside of the
| application, and follows its language files while it is developed.
|
*/

import { fileURLToPath } from 'node:url'
import { sep } from 'node:path'
import type { HookParams } from '@adonisjs/assembler/types'
import { LanguageFiles } from './types/main.ts'

/**
 * Writes `.adonisjs/server/messages.d.ts`: the keys and the params of the messages of the default
 * locale, and the locales. An application without language files gets none.
 */
export default async function messagesHook(...[parent, hooks]: HookParams<'init'>): Promise<void> {
  const files = new LanguageFiles(fileURLToPath(parent.cwd), (message) =>
    parent.ui.logger.warning(message)
  )
  await files.writeTypes()
  const follow = async (...[path]: [path: string, ...rest: unknown[]]) => {
    if (files.isConcerned(path.replaceAll(sep, '/'))) await files.writeTypes()
  }
  for (const moment of ['fileAdded', 'fileChanged', 'fileRemoved'] as const) {
    hooks.add(moment, follow)
  }
}
