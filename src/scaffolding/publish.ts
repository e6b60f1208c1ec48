/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { appendFile } from 'node:fs/promises'
import type { Codemods } from '@adonisjs/core/ace/codemods'

/**
 * Writes a file from a stub, unless it is there. Stubs come out without a newline at their end,
 * which the application's linter would complain about.
 *
 * @param stubsRoot - folder of the stub's package
 */
export async function publish(
  codemods: Codemods,
  stubsRoot: string,
  stub: string,
  data: Record<string, unknown> = {}
): Promise<void> {
  const { status, destination } = await codemods.makeUsingStub(stubsRoot, stub, data)
  if (status === 'created' || status === 'force_created') await appendFile(destination, '\n')
}
