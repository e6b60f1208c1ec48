/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Rolldown } from 'vite'
import { E_SERVER_ONLY_IMPORT, SourceException } from '../pages/main.ts'

/** The fields by which Vite shows an error in the terminal and in the browser's overlay. */
type PluginError = Rolldown.RolldownError & { message: string; stack: string }

/**
 * An error in Vite's form, so that the overlay shows the file, the line and the code.
 */
export function toPluginError(error: unknown): PluginError {
  if (!(error instanceof Error)) return { message: String(error), stack: '' }

  const shown: PluginError = { message: error.message, stack: error.stack ?? '' }
  if (!(error instanceof SourceException) && !(error instanceof E_SERVER_ONLY_IMPORT)) return shown
  if (error instanceof SourceException) shown.message = error.summary

  shown.message = `${error.code}: ${shown.message}`
  // The way through the parser says nothing about the application.
  shown.stack = ''
  if (error.location) {
    const { file, line, column, excerpt } = error.location
    shown.id = file
    shown.loc = { file, line, column: column - 1 }
    shown.frame = excerpt
    // Vite takes an error that has this for complete. It would map the place again otherwise,
    // from transformed code to the source, though it is one in the source.
    shown.pluginCode = excerpt
    shown.plugin = 'reflex-adonis'
  }
  return shown
}
