/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createError } from '@adonisjs/core/exceptions'

class AssetFolderException extends createError<[problem: string]>('%s', 'E_ASSET_FOLDER', 500) {
  override help: string

  constructor([problem, remedy]: [problem: string, remedy: string], options?: ErrorOptions) {
    super([problem], options)
    this.help = remedy
  }
}

/** A folder with the browser's files of several builds cannot be used. */
export const E_ASSET_FOLDER = AssetFolderException
