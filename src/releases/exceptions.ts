/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'

/** A folder with the browser's files of several builds cannot be used. */
export const E_ASSET_FOLDER = createError<[folder: string, problem: string]>(
  'Cannot use "%s": %s',
  'E_ASSET_FOLDER',
  500
)
